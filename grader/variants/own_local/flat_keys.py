"""One flat dict with pairs of thread and name as keys."""

import _thread


class ItemLocal:
    def __init__(self):
        self.flat = {}

    def _key(self, key):
        return (_thread.get_ident(), key)

    def __getitem__(self, key):
        try:
            return self.flat[self._key(key)]
        except KeyError:
            raise KeyError(key) from None

    def __setitem__(self, key, value):
        self.flat[self._key(key)] = value

    def __delitem__(self, key):
        self[key]
        del self.flat[self._key(key)]

    def __len__(self):
        return len({ident for ident, _ in list(self.flat)})

    def release(self):
        for pair in list(self.flat):
            if pair[0] == _thread.get_ident():
                del self.flat[pair]


class Local:
    def __init__(self):
        self.__dict__["_flat"] = {}

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        pair = (_thread.get_ident(), name)
        if pair not in self.__dict__.get("_flat", {}):
            raise AttributeError(name)
        return self._flat[pair]

    def __setattr__(self, name, value):
        self._flat[_thread.get_ident(), name] = value

    def __delattr__(self, name):
        if (_thread.get_ident(), name) not in self._flat:
            raise AttributeError(name)
        del self._flat[_thread.get_ident(), name]

    def __len__(self):
        return len({ident for ident, _ in list(self._flat)})

    def release(self):
        mine = [pair for pair in list(self._flat) if pair[0] == _thread.get_ident()]
        for pair in mine:
            self._flat.pop(pair)
