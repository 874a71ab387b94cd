"""Keys by thread and id, and forgets a key the moment its greenlet or thread dies."""

import threading
import weakref

try:
    from greenlet import getcurrent
except ImportError:
    getcurrent = threading.current_thread


class Local:
    def __init__(self):
        self.__dict__["_store"] = {}
        self.__dict__["_known"] = set()

    def _key(self):
        me = getcurrent()
        key = (threading.get_ident(), id(me))
        if key not in self._known:
            self._known.add(key)
            weakref.finalize(me, self._forget, weakref.ref(me), key).atexit = False
        return key

    def _forget(self, _, key):
        self._known.discard(key)
        self._store.pop(key, None)

    def __getattr__(self, name):
        if name in ("_store", "_known"):
            raise AttributeError(name)
        values = self._store.get((threading.get_ident(), id(getcurrent())), {})
        if name in values:
            return values[name]
        raise AttributeError(name)

    def __setattr__(self, name, value):
        key = self._key()
        self._store[key] = {**self._store.get(key, {}), name: value}

    def __delattr__(self, name):
        self.__getattr__(name)
        key = self._key()
        self._store[key] = {k: v for k, v in self._store[key].items() if k != name}

    def __len__(self):
        return len([values for values in self._store.values() if values])

    def release(self):
        self._store.pop(self._key(), None)
