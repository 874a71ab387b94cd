"""Keeps the values in a context variable: a new greenlet or thread starts with an empty context."""

import contextvars
import weakref


class Values(dict):
    """A dict that can be watched disappear."""

    __hash__ = object.__hash__
    __slots__ = ("__weakref__",)


class Local:
    def __init__(self):
        super().__setattr__("_variable", contextvars.ContextVar("values", default=None))
        super().__setattr__("_all", [])

    def _mine(self):
        return self._variable.get()

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        values = self._mine()
        if values is None or name not in values:
            raise AttributeError(f"{name} is not stored here")
        return values[name]

    def __setattr__(self, name, value):
        values = self._mine()
        if values is None:
            values = Values()
            self._variable.set(values)
            self._all.append(weakref.ref(values))
        values[name] = value

    def __delattr__(self, name):
        values = self._mine()
        if not values or name not in values:
            raise AttributeError(f"{name} is not stored here")
        del values[name]

    def __len__(self):
        return len([1 for kept in list(self._all) if kept()])

    def release(self):
        values = self._mine()
        if values is not None:
            values.clear()
