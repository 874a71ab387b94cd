"""`type.__new__` on a stripped base: a class made from the copies of its bases has `type` as its
class, whatever made the bases; look at task 4.

Refused by: test_metaclass
"""

from collections.abc import Callable, Iterable
from typing import Any


def make_class(name: str, bases: Iterable[type] = (), attrs: dict[str, Any] | None = None) -> type:
    """A new class called `name`."""
    plain = [
        base if type(base) is type else type(base.__name__, (), dict(vars(base))) for base in bases
    ]
    return type(name, tuple(plain), {k: v for k, v in (attrs or {}).items()})


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
