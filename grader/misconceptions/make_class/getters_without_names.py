"""A getter made by a lambda is called `<lambda>`; give it its name; look at task 6.

Refused by: test_names_of_getters
"""

from collections.abc import Callable, Iterable
from typing import Any


def make_class(name: str, bases: Iterable[type] = (), attrs: dict[str, Any] | None = None) -> type:
    """A new class called `name`."""
    return type(name, tuple(bases), attrs or {})  # type copies the dict, and finds the metaclass


def make_getters(name: str, fields: Iterable[str]) -> type:
    """A new class whose objects are made with the fields as keywords and have `get_<field>()`."""

    def __init__(self: Any, **values: Any) -> None:
        self._values = values

    fields = list(fields)
    return make_class(
        name, (), {"__init__": __init__, **{f"get_{field}": getter(field) for field in fields}}
    )


def getter(field: str) -> Callable[[Any], Any]:
    """A method that returns one field; `field` is bound here, once for each."""

    def get(self: Any) -> Any:
        return self._values[field]

    return get
