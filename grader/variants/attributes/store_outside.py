"""The dicts stand beside the class, in a table of weak references."""

from weakref import WeakKeyDictionary

STORES = WeakKeyDictionary()
FROZEN = WeakKeyDictionary()


class Config:
    def __init__(self, data=None):
        STORES[self] = dict(data or {})

    def __reduce__(self):
        return type(self), (self.as_dict(),)

    def __getattr__(self, name):
        if not name.startswith("_"):
            store = STORES.get(self, {})
            if name in store:
                return store[name]
        raise AttributeError(name)

    def __setattr__(self, name, value):
        if name.startswith("_"):
            object.__setattr__(self, name, value)
        else:
            self._writable(name)[name] = value

    def __delattr__(self, name):
        if name.startswith("_"):
            object.__delattr__(self, name)
        elif name in self._writable(name):
            del STORES[self][name]
        else:
            raise AttributeError(name)

    def _writable(self, name):
        if self in FROZEN:
            raise AttributeError(name)
        return STORES[self]

    def freeze(self):
        FROZEN[self] = True

    def as_dict(self):
        return dict(STORES[self])
