"""The identity of an ended thread is given to the next one, which then finds what the first one
left; look at task 7.

Refused by: test_new_threads
"""

import threading


class PerThread:
    def __init__(self, factory, closer=None):
        self._factory = factory
        self._closer = closer
        self._table = {}

    def get(self):
        key = threading.get_ident()
        if key not in self._table:
            self._table[key] = self._factory()
        return self._table[key]

    def close(self):
        key = threading.get_ident()
        if key in self._table:
            resource = self._table.pop(key)
            if self._closer:
                self._closer(resource)
