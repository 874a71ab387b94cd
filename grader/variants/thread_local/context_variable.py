"""A context variable; each thread has a context of its own."""

from contextvars import ContextVar


class PerThread:
    def __init__(self, factory, closer=None):
        self._factory = factory
        self._closer = closer
        self._held = ContextVar("held", default=())

    def get(self):
        if self._held.get() == ():
            self._held.set([self._factory()])
        return self._held.get()[0]

    def close(self):
        if held := self._held.get():
            self._held.set(())
            if self._closer is not None:
                self._closer(*held)
