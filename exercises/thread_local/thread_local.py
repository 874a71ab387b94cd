"""One resource for each thread: made when first asked for, kept until closed.

The tasks are in README.md beside this file; the numbers below are theirs. Write each method in
place of its `raise NotImplementedError`.
"""

from collections.abc import Callable
from typing import Any


class PerThread:
    """Gives each thread a resource of its own."""

    def __init__(
        self, factory: Callable[[], Any], closer: Callable[[Any], object] | None = None
    ) -> None:
        # TODO: tasks 1 and 6: keep both for later, and prepare where the resources will be.
        raise NotImplementedError

    def get(self) -> Any:
        """The resource of the thread that calls."""
        # TODO: tasks 1, 2, 4 and 5.
        raise NotImplementedError

    def close(self) -> None:
        """Forget the resource of the thread that calls."""
        # TODO: task 3.
        raise NotImplementedError
