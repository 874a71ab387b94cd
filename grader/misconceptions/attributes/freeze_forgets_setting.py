"""A frozen Config refuses to be changed in every way: neither new names nor new values; look at
task 7.

Refused by: test_freeze_stops_setting
"""

from collections.abc import Mapping
from typing import Any


class Config:
    """Attributes outside, one dict inside."""

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        self._data = dict(data or {})
        self._frozen = False

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # ordinary, and not there: `_data` itself before `__init__`
            raise AttributeError(name)
        try:
            return self._data[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("_"):
            super().__setattr__(name, value)
        else:
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
