"""The import of greenlet has to be allowed to fail: catch ImportError and tell threads apart
instead, with `threading`; look at task 8.

Refused by: test_without_greenlet
"""

from typing import Any
from weakref import WeakKeyDictionary

try:
    from greenlet import getcurrent
except ImportError:
    from thread import get_ident as getcurrent


class Local:
    """An object whose attributes belong to whoever runs: one greenlet, or one thread."""

    def __init__(self) -> None:
        # Past our own __setattr__, which needs the store. Weak keys: a context that ends takes its
        # values along, and nobody inherits them.
        object.__setattr__(self, "_values", WeakKeyDictionary())

    def __getattr__(self, name: str) -> Any:
        if name == "_values":  # made without __init__: don't look for the store in the store
            raise AttributeError(name)
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
