"""All getters look at the same variable `field` when they are called, and by then the loop has left
it at the last name; bind it for each; look at task 5.

Refused by: test_getters
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

    methods: dict[str, Any] = {"__init__": __init__}
    for field in fields:
        methods[f"get_{field}"] = lambda self: self._values[field]
        methods[f"get_{field}"].__name__ = f"get_{field}"
    return make_class(name, (), methods)


def getter(field: str) -> Callable[[Any], Any]:
    """A method that returns one field; `field` is bound here, once for each."""

    def get(self: Any) -> Any:
        return self._values[field]

    get.__name__ = f"get_{field}"
    return get
