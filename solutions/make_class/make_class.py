"""Classes made by calling, not by a class statement."""

from collections.abc import Callable, Iterable
from typing import Any


def make_class(name: str, bases: Iterable[type] = (), attrs: dict[str, Any] | None = None) -> type:
    """A new class called `name`."""
    return type(name, tuple(bases), attrs or {})  # type copies the dict, and finds the metaclass


def make_getters(name: str, fields: Iterable[str]) -> type:
    """A new class whose objects are made with the fields as keywords and have `get_<field>()`."""

    def __init__(self: Any, **values: Any) -> None:
        self._values = values

    getters = [_getter(field) for field in fields]
    return make_class(name, (), {"__init__": __init__, **{get.__name__: get for get in getters}})


def _getter(field: str) -> Callable[[Any], Any]:
    """A method that returns one field; `field` is bound here, once for each."""

    def get(self: Any) -> Any:
        return self._values[field]

    get.__name__ = f"get_{field}"
    return get
