"""`object.__setattr__` for the store, whose name nobody else would use."""

from collections.abc import Mapping
from typing import Any

STORE = "_Config__store"


class Config:
    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        object.__setattr__(self, STORE, {} if data is None else {**data})

    def __getattr__(self, name):
        if name.startswith("_"):
            return object.__getattribute__(self, name)
        store = object.__getattribute__(self, STORE)
        if name in store:
            return store[name]
        raise AttributeError(f"no attribute {name!r}")

    def __setattr__(self, name, value):
        if name[0] == "_":
            return object.__setattr__(self, name, value)
        if self.__dict__.get("_frozen"):
            raise AttributeError("frozen: " + name)
        self.__store[name] = value

    def __delattr__(self, name):
        if name[0] == "_":
            return object.__delattr__(self, name)
        if self.__dict__.get("_frozen"):
            raise AttributeError("frozen: " + name)
        try:
            del self.__store[name]
        except KeyError as error:
            raise AttributeError(f"no attribute {name!r}") from error

    def freeze(self):
        object.__setattr__(self, "_frozen", True)

    def as_dict(self):
        return self.__store.copy()
