"""Hangs the values on the greenlet (or thread) object itself, under a key of its own."""

import threading
import weakref

try:
    import greenlet

    current = greenlet.getcurrent
except ImportError:
    current = threading.current_thread


class Box:
    def __init__(self):
        self.values = {}


class Local:
    __slots__ = ("_boxes", "_key")

    def __init__(self):
        object.__setattr__(self, "_key", f"_local_{id(object()):x}_{id(self):x}")
        object.__setattr__(self, "_boxes", weakref.WeakSet())

    def __getattr__(self, name):
        if name in ("_key", "_boxes"):
            raise AttributeError(name)
        box = current().__dict__.get(self._key)
        if box is None or name not in box.values:
            raise AttributeError(f"no {name!r} here")
        return box.values[name]

    def __setattr__(self, name, value):
        box = current().__dict__.get(self._key)
        if box is None:
            box = current().__dict__[self._key] = Box()
            self._boxes.add(box)
        box.values[name] = value

    def __delattr__(self, name):
        getattr(self, name)
        del current().__dict__[self._key].values[name]

    def __len__(self):
        return sum(bool(box.values) for box in self._boxes)

    def release(self):
        current().__dict__.pop(self._key, None)
