"""`__getstate__` and `__setstate__`; a frozen Config holds a read-only mapping."""

from types import MappingProxyType


class Config:
    def __init__(self, data=None):
        self.__dict__["_data"] = dict(data) if data is not None else {}

    def __getstate__(self):
        return dict(self._data), isinstance(self._data, MappingProxyType)

    def __setstate__(self, state):
        self.__dict__["_data"], frozen = state
        if frozen:
            self.freeze()

    def __getattr__(self, name):
        data = self.__dict__.get("_data", {})
        try:
            return data[name]
        except KeyError:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def __setattr__(self, name, value):
        if name.startswith("_"):
            self.__dict__[name] = value
            return
        try:
            self._data[name] = value
        except TypeError:
            raise AttributeError(name) from None

    def __delattr__(self, name):
        target = self.__dict__ if name.startswith("_") else self._data
        try:
            del target[name]
        except (TypeError, KeyError):
            raise AttributeError(name) from None

    def freeze(self):
        self.__dict__["_data"] = MappingProxyType(dict(self._data))

    def as_dict(self):
        return dict(self._data)
