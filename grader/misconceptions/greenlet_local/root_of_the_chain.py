"""All greenlets of a thread are taken for one: they have the same thread identity and the same
main greenlet; ask greenlet who is running; look at task 1.

Refused by: test_greenlets_of_one_thread
"""

from typing import Any
from weakref import WeakKeyDictionary

try:
    import greenlet

    def getcurrent():
        found = greenlet.getcurrent()
        while found.parent is not None:
            found = found.parent
        return found
except ImportError:
    from threading import current_thread as getcurrent


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
