"""`__init__` runs when the object is there already, and can't make None of it; it is for
`__new__` to return None; look at task 6.

Refused by: test_none
"""

from typing import Any, Self


def make_tracer(log: list[tuple[Any, ...]]) -> type:
    """A class whose objects write to `log` when they are made, filled, called and gone."""

    class Tracer:
        def __new__(cls, name: str | None) -> Self | None:  # type: ignore[misc]
            if name is None:
                return super().__new__(cls)
            log.append(("new", name))
            return super().__new__(cls)

        def __init__(self, name: str) -> None:
            if name is None:
                return
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
