"""The dicts are never changed, but replaced by new ones; slots for the store."""

import threading


class Local:
    __slots__ = ("_by_thread",)

    def __init__(self):
        super().__setattr__("_by_thread", {})

    def _mine(self):
        return self._by_thread.get(threading.get_ident(), {})

    def _keep(self, values):
        if values:
            self._by_thread[threading.get_ident()] = values
        else:
            self._by_thread.pop(threading.get_ident(), None)

    def __getattr__(self, name):
        if name == "_by_thread":
            raise AttributeError(name)
        for key, value in self._mine().items():
            if key == name:
                return value
        raise AttributeError(f"{name} isn't set in this thread")

    def __setattr__(self, name, value):
        self._keep({**self._mine(), name: value})

    def __delattr__(self, name):
        if name not in self._mine():
            raise AttributeError(f"{name} isn't set in this thread")
        self._keep({k: v for k, v in self._mine().items() if k != name})

    def __len__(self):
        return len(self._by_thread)

    def release(self):
        self._keep({})


class ItemLocal:
    def __init__(self):
        self.threads = []

    def _mine(self):
        for ident, values in self.threads:
            if ident == threading.get_ident():
                return values
        return None

    def __getitem__(self, key):
        mine = self._mine()
        if mine is None or key not in mine:
            raise KeyError(key)
        return mine[key]

    def __setitem__(self, key, value):
        if self._mine() is None:
            self.threads.append((threading.get_ident(), {}))
        self._mine()[key] = value

    def __delitem__(self, key):
        self[key]
        self._mine().pop(key)

    def __len__(self):
        return len([1 for _, values in self.threads if len(values) > 0])

    def release(self):
        self.threads = [entry for entry in self.threads if entry[0] != threading.get_ident()]
