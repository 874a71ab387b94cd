"""A deleted key is marked with None, and then a stored None seems deleted; look at tasks 1 and 3.

Refused by: test_items
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
        if self._items[key] is None:
            raise KeyError(key)
        return self._items[key]

    def __setitem__(self, key: Hashable, value: Any) -> None:
        self._items[key] = value

    def __delitem__(self, key: Hashable) -> None:
        self[key]
        self._items[key] = None

    def keys(self) -> Iterable[Hashable]:
        return [key for key, value in self._items.items() if value is not None]

    def __enter__(self) -> Self:
        self._before.append(self._items.copy())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        before = self._before.pop()
        if kind is not None:
            self._items = before
