"""Both classes on one store of functions, with a lock."""

from collections import defaultdict
from threading import RLock, get_ident


def make_store():
    lock, values = RLock(), defaultdict(dict)

    def read(key):
        with lock:
            if get_ident() not in values:
                raise KeyError(key)
            return values[get_ident()][key]

    def write(key, value):
        with lock:
            values[get_ident()][key] = value

    def delete(key):
        with lock:
            read(key)
            del values[get_ident()][key]
            if not values[get_ident()]:
                release()

    def count():
        return len(values)

    def release():
        values.pop(get_ident(), None)

    return read, write, delete, count, release


class ItemLocal:
    def __init__(self):
        self._read, self._write, self._delete, self._count, self._release = make_store()

    def __getitem__(self, key):
        return self._read(key)

    def __setitem__(self, key, value):
        self._write(key, value)

    def __delitem__(self, key):
        self._delete(key)

    def __len__(self):
        return self._count()

    def release(self):
        self._release()


class Local:
    def __init__(self):
        object.__setattr__(self, "_store", make_store())

    def __getattr__(self, name):
        if name[0] == "_":
            raise AttributeError(name)
        try:
            return self._store[0](name)
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name, value):
        self._store[1](name, value)

    def __delattr__(self, name):
        try:
            self._store[2](name)
        except KeyError:
            raise AttributeError(name) from None

    def __len__(self):
        return self._store[3]()

    def release(self):
        self._store[4]()
