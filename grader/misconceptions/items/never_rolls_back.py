"""Nothing is put back when the block fails: keep a copy of the dict, for `before = self._items`
changes with it; look at task 5.

Refused by: test_failed_transaction
"""

from collections.abc import Hashable, Iterable
from types import TracebackType
from typing import Any, Self


class Store:
    """Items by key; a `with` block is a transaction."""

    def __init__(self) -> None:
        self._items: dict[Hashable, Any] = {}
        self._before: list[dict[Hashable, Any]] = []  # a copy for each block that is running

    def __getitem__(self, key: Hashable) -> Any:
        return self._items[key]

    def __setitem__(self, key: Hashable, value: Any) -> None:
        self._items[key] = value

    def __delitem__(self, key: Hashable) -> None:
        del self._items[key]

    def keys(self) -> Iterable[Hashable]:
        return self._items.keys()

    def __enter__(self) -> Self:
        self._before.append(self._items.copy())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._before.pop()
