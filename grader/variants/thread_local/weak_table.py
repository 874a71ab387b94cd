"""A table with weak keys by Thread object."""

import threading
from weakref import WeakKeyDictionary


class PerThread:
    def __init__(self, factory, closer=None):
        self._factory = factory
        self._closer = closer
        self._table = WeakKeyDictionary()

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
