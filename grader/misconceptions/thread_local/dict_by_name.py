"""Several threads may have one name; look at tasks 2 and 7.

Refused by: test_threads_at_once
"""

import threading


class PerThread:
    def __init__(self, factory, closer=None):
        self._factory = factory
        self._closer = closer
        self._table = {}

    def get(self):
        key = threading.current_thread().name
        if key not in self._table:
            self._table[key] = self._factory()
        return self._table[key]

    def close(self):
        key = threading.current_thread().name
        if key in self._table:
            resource = self._table.pop(key)
            if self._closer:
                self._closer(resource)
