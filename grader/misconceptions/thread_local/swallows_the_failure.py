"""A factory that fails has made nothing: let its exception go on, and ask it again the next time;
look at task 4.

Refused by: test_failing_factory
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
        if not hasattr(self._own, "resource"):
            try:
                self._own.resource = self._factory()
            except Exception:
                self._own.resource = None
        return self._own.resource

    def close(self) -> None:
        """Forget the resource of the thread that calls."""
        if hasattr(self._own, "resource"):
            resource = self._own.resource
            del self._own.resource
            if self._closer is not None:
                self._closer(resource)
