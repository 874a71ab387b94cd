"""Delegates to a store object that is kept in a closure, so that the instance holds nothing."""

from weakref import WeakKeyDictionary

try:
    from greenlet import getcurrent as who
except ImportError:
    from threading import current_thread as who

STORES = WeakKeyDictionary()


class Store:
    def __init__(self):
        self.of = WeakKeyDictionary()

    def mine(self):
        return self.of.get(who()) or {}


class Local:
    def __init__(self):
        STORES[self] = Store()

    def __hash__(self):
        return id(self)

    def __eq__(self, other):
        return self is other

    def __getattr__(self, name):
        store = STORES.get(self)
        if store is None or name not in store.mine():
            raise AttributeError(name)
        return store.mine()[name]

    def __setattr__(self, name, value):
        STORES[self].of[who()] = STORES[self].mine() | {name: value}

    def __delattr__(self, name):
        self.__getattr__(name)
        STORES[self].mine().pop(name)

    def __len__(self):
        return sum(map(bool, STORES[self].of.values()))

    def release(self):
        STORES[self].of[who()] = {}
