"""A configuration whose attributes live in an inner dict.

The tasks are in README.md beside this file; the numbers below are theirs. Write each method in
place of its `raise NotImplementedError`.
"""

from collections.abc import Mapping
from typing import Any


class Config:
    """Attributes outside, one dict inside."""

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        # TODO: task 1; an assignment to self goes through your own __setattr__.
        raise NotImplementedError

    def __getattr__(self, name: str) -> Any:
        # TODO: tasks 2, 5, 6 and 9; asked only for what is not found otherwise.
        raise NotImplementedError

    def __setattr__(self, name: str, value: Any) -> None:
        # TODO: tasks 3, 6 and 7.
        raise NotImplementedError

    def __delattr__(self, name: str) -> None:
        # TODO: tasks 4, 6 and 7.
        raise NotImplementedError

    def freeze(self) -> None:
        """From now on, no public attribute changes."""
        # TODO: task 7.
        raise NotImplementedError

    def as_dict(self) -> dict[str, Any]:
        """The public attributes, as a dict of the caller's own."""
        # TODO: task 8.
        raise NotImplementedError
