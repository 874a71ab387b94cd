"""The attributes are looked up in the caller's dict each time, so the class changes with it; look at
task 3.

Refused by: test_dict_is_not_live
"""

from collections.abc import Callable, Iterable
from typing import Any


def make_class(name: str, bases=(), attrs: dict[str, Any] | None = None) -> type:
    """A new class called `name`."""
    attrs = {} if attrs is None else attrs

    class Live(type):
        def __getattr__(cls, key):
            if key in attrs:
                return attrs[key]
            raise AttributeError(key)

    def __getattr__(self, key):
        if key in attrs:
            value = attrs[key]
            return value.__get__(self) if callable(value) else value
        raise AttributeError(key)

    special = {key: value for key, value in attrs.items() if key.startswith("__")}
    metaclasses = [type(base) for base in bases if type(base) is not type]
    meta = metaclasses[0] if metaclasses else Live
    return meta(name, tuple(bases), {**special, "__getattr__": __getattr__})


def make_getters(name: str, fields: Iterable[str]) -> type:
    """A new class whose objects are made with the fields as keywords and have `get_<field>()`."""

    def __init__(self: Any, **values: Any) -> None:
        self._values = values

    getters = [getter(field) for field in fields]
    return make_class(name, (), {"__init__": __init__, **{get.__name__: get for get in getters}})


def getter(field: str) -> Callable[[Any], Any]:
    """A method that returns one field; `field` is bound here, once for each."""

    def get(self: Any) -> Any:
        return self._values[field]

    get.__name__ = f"get_{field}"
    return get
