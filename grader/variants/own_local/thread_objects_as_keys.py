"""The Thread objects themselves are the keys, under a lock."""

import threading


class ItemLocal:
    def __init__(self):
        self.lock = threading.Lock()
        self.known = {}

    def _mine(self):
        with self.lock:
            return self.known.setdefault(threading.current_thread(), {})

    def __getitem__(self, key):
        return self._mine()[key]

    def __setitem__(self, key, value):
        self._mine()[key] = value

    def __delitem__(self, key):
        self._mine().pop(key)

    def __len__(self):
        with self.lock:
            return sum(bool(values) for values in self.known.values())

    def release(self):
        with self.lock:
            self.known.pop(threading.current_thread(), None)


class Local:
    def __init__(self):
        self.__dict__["_Local__inner"] = ItemLocal()

    def __getattr__(self, name):
        try:
            return self.__dict__["_Local__inner"][name]
        except KeyError as missing:
            raise AttributeError(f"no {name}") from missing

    def __setattr__(self, name, value):
        self.__inner[name] = value

    def __delattr__(self, name):
        try:
            del self.__inner[name]
        except LookupError:
            raise AttributeError(name)

    def __len__(self):
        return len(self.__inner)

    def release(self):
        self.__inner.release()
