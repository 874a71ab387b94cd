"""The resources stand in the Thread object's own `__dict__`."""

import threading


class PerThread:
    def __init__(self, factory, closer=None):
        self._factory = factory
        self._closer = closer

    def _mine(self):
        thread = threading.current_thread()
        return thread.__dict__.setdefault("resources", {})

    def get(self):
        try:
            return self._mine()[self]
        except KeyError:
            return self._mine().setdefault(self, self._factory())

    def close(self):
        missing = object()
        resource = self._mine().pop(self, missing)
        if self._closer is not None and resource is not missing:
            self._closer(resource)
