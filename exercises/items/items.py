"""A store whose changes inside a `with` block stay together or not at all.

The tasks are in README.md beside this file; the numbers below are theirs. Write each method in
place of its `raise NotImplementedError`.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from types import TracebackType
from typing import Any


class Store:
    """Items by key; a `with` block is a transaction."""

    def __init__(self) -> None:
        # TODO: task 1.
        raise NotImplementedError

    def __getitem__(self, key: Hashable) -> Any:
        # TODO: tasks 1 and 2.
        raise NotImplementedError

    def __setitem__(self, key: Hashable, value: Any) -> None:
        # TODO: task 1.
        raise NotImplementedError

    def __delitem__(self, key: Hashable) -> None:
        # TODO: task 2.
        raise NotImplementedError

    def keys(self) -> Iterable[Hashable]:
        # TODO: task 3.
        raise NotImplementedError

    def __enter__(self) -> Store:
        # TODO: tasks 4, 5 and 8: remember what is there now.
        raise NotImplementedError

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool | None:
        # TODO: tasks 4 to 8: all three arguments are None when the block raised nothing.
        raise NotImplementedError
