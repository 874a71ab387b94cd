"""The end of an object is not logged: Python calls `__del__`, once nothing refers to the object
any more, not a list and not a bound method either; look at task 4.

Refused by: test_del
"""

from typing import Any, Self


def make_tracer(log: list[tuple[Any, ...]]) -> type:
    """A class whose objects write to `log` when they are made, filled, called and gone."""

    class Tracer:
        def __new__(cls, name: str | None) -> Self | None:  # type: ignore[misc]
            if name is None:
                return None  # no object of ours, so no __init__ either
            log.append(("new", name))
            return super().__new__(cls)

        def __init__(self, name: str) -> None:
            if not name:
                raise ValueError("a tracer needs a name")
            self.name = name
            log.append(("init", name))

        def __str__(self) -> str:
            return f"<Tracer {self.name}>"

        def __call__(self, *args: Any, **kwargs: Any) -> Self:
            log.append(("call", self.name, args, kwargs))
            return self

    return Tracer
