"""PerThread itself is a `threading.local`."""

from threading import local


class PerThread(local):
    def __init__(self, factory, closer=None):
        self.factory = factory
        self.closer = closer or (lambda resource: None)
        self.held = []

    def get(self):
        if not self.held:
            self.held.append(self.factory())
        return self.held[0]

    def close(self):
        while self.held:
            self.closer(self.held.pop())
