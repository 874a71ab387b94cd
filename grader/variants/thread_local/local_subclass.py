"""A subclass of `threading.local`, whose `__init__` runs again in each thread."""

import threading

NOTHING = object()


class Slot(threading.local):
    def __init__(self):
        self.resource = NOTHING


class PerThread:
    def __init__(self, factory, closer=None):
        self.factory, self.closer, self.slot = factory, closer, Slot()

    def get(self):
        if self.slot.resource is NOTHING:
            self.slot.resource = self.factory()
        return self.slot.resource

    def close(self):
        resource, self.slot.resource = self.slot.resource, NOTHING
        if resource is not NOTHING and self.closer:
            self.closer(resource)
