"""`t()` is to return `t`; without `return` it gives None; look at task 3.

Refused by: test_call
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

        def __call__(self, *args: Any, **kwargs: Any) -> None:
            log.append(("call", self.name, args, kwargs))

        def __del__(self) -> None:
            if hasattr(self, "name"):  # __init__ may have failed
                log.append(("del", self.name))

    return Tracer
