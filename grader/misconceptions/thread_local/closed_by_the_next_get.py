"""`close()` only notes that the resource is to go, and the next `get()` closes it; look at task 3.

Refused by: test_close
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

    def get(self) -> Any:
        """The resource of the thread that calls."""
        if getattr(self._own, "stale", False):
            self._own.stale = False
            if self._closer is not None:
                self._closer(self._own.resource)
            del self._own.resource
        if not hasattr(self._own, "resource"):
            self._own.resource = self._factory()
        return self._own.resource

    def close(self) -> None:
        """Forget the resource of the thread that calls."""
        self._own.stale = hasattr(self._own, "resource")
