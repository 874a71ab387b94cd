"""Two objects that keep a value for each thread: one by attribute, one by item.

The tasks are in README.md beside this file; the numbers below are theirs. Write each method in
place of its `raise NotImplementedError`.
"""

from collections.abc import Hashable
from typing import Any


class Local:
    """An object whose attributes belong to the thread that set them."""

    def __init__(self) -> None:
        # TODO: task 4; an assignment to self goes through your own __setattr__.
        raise NotImplementedError

    def __getattr__(self, name: str) -> Any:
        # TODO: tasks 1, 3 and 6.
        raise NotImplementedError

    def __setattr__(self, name: str, value: Any) -> None:
        # TODO: tasks 1, 4 and 5.
        raise NotImplementedError

    def __delattr__(self, name: str) -> None:
        # TODO: task 3.
        raise NotImplementedError

    def __len__(self) -> int:
        # TODO: task 7: how many threads hold something.
        raise NotImplementedError

    def release(self) -> None:
        """Drop the values of the thread that calls."""
        # TODO: tasks 7 and 8.
        raise NotImplementedError


class ItemLocal:
    """An object whose items belong to the thread that set them."""

    def __init__(self) -> None:
        # TODO: task 4.
        raise NotImplementedError

    def __getitem__(self, key: Hashable) -> Any:
        # TODO: tasks 2 and 3.
        raise NotImplementedError

    def __setitem__(self, key: Hashable, value: Any) -> None:
        # TODO: tasks 2 and 4.
        raise NotImplementedError

    def __delitem__(self, key: Hashable) -> None:
        # TODO: task 3.
        raise NotImplementedError

    def __len__(self) -> int:
        # TODO: task 7.
        raise NotImplementedError

    def release(self) -> None:
        """Drop the values of the thread that calls."""
        # TODO: tasks 7 and 8.
        raise NotImplementedError
