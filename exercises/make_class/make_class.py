"""Classes made by calling, not by a class statement.

The tasks are in README.md beside this file; the numbers below are theirs. Write each function in
place of its `raise NotImplementedError`.
"""

from collections.abc import Iterable
from typing import Any


def make_class(name: str, bases: Iterable[type] = (), attrs: dict[str, Any] | None = None) -> type:
    """A new class called `name`."""
    # TODO: tasks 1 to 4.
    raise NotImplementedError


def make_getters(name: str, fields: Iterable[str]) -> type:
    """A new class whose objects are made with the fields as keywords and have `get_<field>()`."""
    # TODO: tasks 5 and 6: a function made in a loop reads the loop's variable when it is called.
    raise NotImplementedError
