"""One object for each name: the second `Tracer("ann")` is the first one again, and never ends; look
at tasks 1 and 4.

Refused by: test_returns_a_class
"""

from typing import Any, Self


def make_tracer(log: list[tuple[Any, ...]]) -> type:
    """A class whose objects write to `log` when they are made, filled, called and gone."""

    made: dict[str, Any] = {}

    class Tracer:
        def __new__(cls, name: str | None) -> Self | None:  # type: ignore[misc]
            if name is None:
                return None  # no object of ours, so no __init__ either
            log.append(("new", name))
            return made.setdefault(name, super().__new__(cls))

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

        def __del__(self) -> None:
            if hasattr(self, "name"):  # __init__ may have failed
                log.append(("del", self.name))

    return Tracer
