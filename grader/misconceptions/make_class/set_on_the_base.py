"""The attributes are set on the base, so that they appear in it and in all its other children; set
them on the new class; look at task 3.

Refused by: test_attributes
"""

from collections.abc import Callable, Iterable
from typing import Any


def make_class(name: str, bases: Iterable[type] = (), attrs: dict[str, Any] | None = None) -> type:
    """A new class called `name`."""
    made = type(name, tuple(bases), {})
    for key, value in (attrs or {}).items():
        setattr(made.__base__, key, value)
    return made


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
