"""The inner dict is called `data`, and a configuration with an entry `data` overwrites it; look at
task 3.

Refused by: test_set, test_data
"""

from collections.abc import Mapping
from typing import Any


class Config:
    """Attributes outside, one dict inside."""

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        object.__setattr__(self, "data", dict(data or {}))
        object.__setattr__(self, "_frozen", False)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name == "data":
            raise AttributeError(name)
        try:
            return self.data[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("_"):
            super().__setattr__(name, value)
        else:
            self._refuse_if_frozen(name)
            self.data[name] = value

    def __delattr__(self, name: str) -> None:
        if name.startswith("_"):
            super().__delattr__(name)
        elif name not in self.data:
            raise AttributeError(name)
        else:
            self._refuse_if_frozen(name)
            del self.data[name]

    def freeze(self) -> None:
        """From now on, no public attribute changes."""
        self._frozen = True

    def as_dict(self) -> dict[str, Any]:
        """The public attributes, as a dict of the caller's own."""
        return dict(self.data)

    def _refuse_if_frozen(self, name: str) -> None:
        if self._frozen:
            raise AttributeError(f"{name}: this configuration is frozen")
