"""`types.new_class`, and getters that remember their field in a default argument."""

from collections.abc import Callable, Iterable
from types import new_class
from typing import Any


def make_class(name: str, bases: Iterable[type] = (), attrs: dict[str, Any] | None = None) -> type:
    return new_class(name, tuple(bases), exec_body=lambda body: body.update(attrs or {}))


def make_getters(name: str, fields: Iterable[str]) -> type:
    made = new_class(name)

    def __init__(self: Any, **values: Any) -> None:
        for field, value in values.items():
            setattr(self, "_" + field, value)

    made.__init__ = __init__
    for field in fields:

        def get(self: Any, private: str = "_" + field) -> Any:
            return getattr(self, private)

        get.__name__ = "get_" + field
        setattr(made, get.__name__, get)
    return made
