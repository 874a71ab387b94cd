"""Resources are kept where they outlive their threads, in a list or under a Thread as the key;
weak keys don't keep them; look at task 8.

Refused by: test_resources_are_freed
"""

import threading


class PerThread:
    def __init__(self, factory, closer=None):
        self._factory = factory
        self._closer = closer
        self._table = {}

    def get(self):
        key = threading.current_thread()
        if key not in self._table:
            self._table[key] = self._factory()
        return self._table[key]

    def close(self):
        key = threading.current_thread()
        if key in self._table:
            resource = self._table.pop(key)
            if self._closer:
                self._closer(resource)
