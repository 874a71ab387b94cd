"""`__slots__` for the store; the rest of the private names in `__dict__`."""


class Config:
    __slots__ = ("__dict__", "_items", "_open")

    def __init__(self, data=None):
        self._items = {}
        self._items.update(data or ())
        self._open = True

    def __getattr__(self, name):
        if name[:1] == "_" or name not in self._items:
            raise AttributeError(f"Config has no {name}")
        return self._items[name]

    def __setattr__(self, name, value):
        if name.startswith("_"):
            super().__setattr__(name, value)
        elif self._open:
            self._items[name] = value
        else:
            raise AttributeError(f"{name} can't be set")

    def __delattr__(self, name):
        if name.startswith("_"):
            super().__delattr__(name)
        elif self._open and name in self._items:
            self._items.pop(name)
        else:
            raise AttributeError(f"{name} can't be deleted")

    def freeze(self):
        self._open = False

    def as_dict(self):
        return {**self._items}
