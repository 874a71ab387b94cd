"""The store is found under a public name, so a student of your class who stores something under
that name gets the store back: give it a name with an underscore; look at task 4.

Refused by: test_every_public_name_is_free
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
        # Past our own __setattr__, which needs the store. Weak keys: a context that ends takes its
        # values along, and nobody inherits them.
        object.__setattr__(self, "storage", WeakKeyDictionary())

    def __getattr__(self, name: str) -> Any:
        if name == "storage":  # made without __init__: don't look for the store in the store
            raise AttributeError(name)
        try:
            return self.storage[getcurrent()][name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name: str, value: Any) -> None:
        self.storage.setdefault(getcurrent(), {})[name] = value

    def __delattr__(self, name: str) -> None:
        try:
            del self.storage[getcurrent()][name]
        except KeyError:
            raise AttributeError(name) from None

    def __len__(self) -> int:
        return sum(1 for held in list(self.storage.values()) if held)

    def release(self) -> None:
        self.storage.pop(getcurrent(), None)
