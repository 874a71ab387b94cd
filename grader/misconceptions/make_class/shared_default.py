"""The default dict of a parameter is made once: what is put into it for one class shows up in the
next; look at tasks 1 and 3.

Refused by: test_new_each_time
"""

from collections.abc import Callable, Iterable
from typing import Any


def make_class(name: str, bases: Iterable[type] = (), attrs: dict[str, Any] = {}) -> type:
    """A new class called `name`."""
    key = (name, tuple(bases))
    if key not in attrs:
        attrs[key] = type(name, tuple(bases), {k: v for k, v in attrs.items() if type(k) is str})
    return attrs[key]


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
