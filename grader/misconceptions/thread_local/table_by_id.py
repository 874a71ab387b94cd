"""The `id` of a PerThread that is gone is given to the next one, which then finds its resources:
give each object a `threading.local` of its own; look at task 6.

Refused by: test_new_objects_hold_nothing
"""

import threading
from collections.abc import Callable
from typing import Any


_own = threading.local()


class PerThread:
    """Gives each thread a resource of its own."""

    def __init__(
        self, factory: Callable[[], Any], closer: Callable[[Any], object] | None = None
    ) -> None:
        self._factory = factory
        self._closer = closer

    def get(self) -> Any:
        """The resource of the thread that calls."""
        table = _own.__dict__
        if id(self) not in table:
            table[id(self)] = self._factory()
        return table[id(self)]

    def close(self) -> None:
        """Forget the resource of the thread that calls."""
        if id(self) in _own.__dict__:
            resource = _own.__dict__.pop(id(self))
            if self._closer is not None:
                self._closer(resource)
