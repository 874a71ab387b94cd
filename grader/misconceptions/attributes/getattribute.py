"""`__getattribute__` is asked for every name, before the class is: what a subclass defines is never
found; `__getattr__` is asked for the missing ones; look at task 10.

Refused by: test_subclass_goes_first
"""

from collections.abc import Mapping
from typing import Any


class Config:
    """Attributes outside, one dict inside."""

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        self._data = dict(data or {})
        self._frozen = False

    def __getattribute__(self, name: str) -> Any:
        if not name.startswith("_"):
            data = self.__dict__.get("_data", {})
            if name in data:
                return data[name]
        return super().__getattribute__(name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("_"):
            super().__setattr__(name, value)
        else:
            self._refuse_if_frozen(name)
            self._data[name] = value

    def __delattr__(self, name: str) -> None:
        if name.startswith("_"):
            super().__delattr__(name)
        elif name not in self._data:
            raise AttributeError(name)
        else:
            self._refuse_if_frozen(name)
            del self._data[name]

    def freeze(self) -> None:
        """From now on, no public attribute changes."""
        self._frozen = True

    def as_dict(self) -> dict[str, Any]:
        """The public attributes, as a dict of the caller's own."""
        return dict(self._data)

    def _refuse_if_frozen(self, name: str) -> None:
        if self._frozen:
            raise AttributeError(f"{name}: this configuration is frozen")
