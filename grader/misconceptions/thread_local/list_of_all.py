"""Resources are kept where they outlive their threads, in a list or under a Thread as the key;
weak keys don't keep them; look at task 8.

Refused by: test_resources_are_freed
"""

import threading
from collections.abc import Callable
from typing import Any


class PerThread:
    """Gives each thread a resource of its own."""

    def __init__(
        self, factory: Callable[[], Any], closer: Callable[[Any], object] | None = None
    ) -> None:
        self._factory = factory
        self._closer = closer
        self._own = threading.local()  # each thread sees only the attributes that it set
        self._all: list[Any] = []

    def get(self) -> Any:
        """The resource of the thread that calls."""
        if not hasattr(self._own, "resource"):
            self._own.resource = self._factory()
            self._all.append(self._own.resource)
        return self._own.resource

    def close(self) -> None:
        """Forget the resource of the thread that calls."""
        if hasattr(self._own, "resource"):
            resource = self._own.resource
            del self._own.resource
            if self._closer is not None:
                self._closer(resource)
