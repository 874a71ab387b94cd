"""All threads use one dict here: there is no other, or they all have the same key. Call
`threading.get_ident()`, with its parentheses, in each read and each write; look at task 1.

Refused by: test_threads_in_turn
"""

from collections.abc import Hashable
from threading import get_ident
from typing import Any


class ItemLocal:
    """An object whose items belong to the thread that set them."""

    def __init__(self) -> None:
        self._values: dict[int, dict[Hashable, Any]] = {}
        self._ident = get_ident()

    def __getitem__(self, key: Hashable) -> Any:
        return self._values.get(self._ident, {})[key]

    def __setitem__(self, key: Hashable, value: Any) -> None:
        self._values.setdefault(self._ident, {})[key] = value

    def __delitem__(self, key: Hashable) -> None:
        del self._values.get(self._ident, {})[key]

    def __len__(self) -> int:
        return sum(1 for held in list(self._values.values()) if held)

    def release(self) -> None:
        self._values.pop(self._ident, None)


class Local:
    """An object whose attributes belong to the thread that set them."""

    def __init__(self) -> None:
        object.__setattr__(self, "_items", ItemLocal())  # past our own, which needs it

    def __getattr__(self, name: str) -> Any:
        if name == "_items":  # made without __init__: don't look for the store in the store
            raise AttributeError(name)
        try:
            return self._items[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name: str, value: Any) -> None:
        self._items[name] = value

    def __delattr__(self, name: str) -> None:
        try:
            del self._items[name]
        except KeyError:
            raise AttributeError(name) from None

    def __len__(self) -> int:
        return len(self._items)

    def release(self) -> None:
        self._items.release()
