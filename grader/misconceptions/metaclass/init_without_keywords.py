"""Class keywords come to `__new__` and to `__init__`: both have to take `tag`, and neither may
hand it on to `type`; look at task 6.

Refused by: test_tag
"""

from collections.abc import Callable
from typing import Any

Bases = tuple[type, ...]
Attrs = dict[str, Any]


class Mytype(type):
    """A metaclass that prints `from my type` for each class made."""

    def __init__(cls, name: str, bases: Bases, attrs: Attrs) -> None:
        super().__init__(name, bases, attrs)
        print("from my type")


def make_meta(announce: Callable[[str], object]) -> type[type]:
    """A metaclass that tells `announce` the name of each class made, and keeps its `tag`."""

    class Announcing(type):
        tag: object

        def __new__(
            mcls, name: str, bases: Bases, attrs: Attrs, *, tag: object = None, **others: Any
        ) -> "Announcing":
            cls = super().__new__(mcls, name, bases, attrs, **others)
            cls.tag = tag  # on each class, so that none inherits its base's
            return cls

        def __init__(cls, name: str, bases: Bases, attrs: Attrs) -> None:
            super().__init__(name, bases, attrs)
            announce(name)

    return Announcing
