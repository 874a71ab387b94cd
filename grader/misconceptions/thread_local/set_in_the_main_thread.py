"""The attribute is set where the object is made: other threads don't have it; look at task 2.

Refused by: test_threads_that_never_got
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
        self._own.made = False

    def get(self) -> Any:
        """The resource of the thread that calls."""
        if not self._own.made:
            self._own.resource = self._factory()
            self._own.made = True
        return self._own.resource

    def close(self) -> None:
        """Forget the resource of the thread that calls."""
        if self._own.made:
            self._own.made = False
            if self._closer is not None:
                self._closer(self._own.resource)
