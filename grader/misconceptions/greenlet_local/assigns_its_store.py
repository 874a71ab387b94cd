"""`self._values = …` in `__init__` calls your own `__setattr__`, which looks for the store that
isn't there yet: put it in place with `object.__setattr__`; look at task 5.

Refused by: test_greenlets_of_one_thread, test_every_value_is_a_value
"""

from typing import Any
from weakref import WeakKeyDictionary

try:
    from greenlet import getcurrent
except ImportError:
    from threading import current_thread as getcurrent


class Local:
    """An object whose attributes belong to whoever runs: one greenlet, or one thread."""

    def __init__(self) -> None:
        self._values = WeakKeyDictionary()

    def __getattr__(self, name: str) -> Any:
        try:
            return self._values[getcurrent()][name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name: str, value: Any) -> None:
        self._values.setdefault(getcurrent(), {})[name] = value

    def __delattr__(self, name: str) -> None:
        try:
            del self._values[getcurrent()][name]
        except KeyError:
            raise AttributeError(name) from None

    def __len__(self) -> int:
        return sum(1 for held in list(self._values.values()) if held)

    def release(self) -> None:
        self._values.pop(getcurrent(), None)
