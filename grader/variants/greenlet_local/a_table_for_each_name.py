"""Keeps one weak table for each name, from who runs to the value."""

import weakref

try:
    from greenlet import getcurrent
except ImportError:
    from threading import current_thread

    def getcurrent():
        return current_thread()


class Local(object):
    def __init__(self):
        object.__setattr__(self, "__tables", {})

    def __tables_or_none(self):
        return object.__getattribute__(self, "__dict__").get("__tables")

    def __getattr__(self, item):
        table = (self.__tables_or_none() or {}).get(item)
        me = getcurrent()
        if table is None or me not in table:
            raise AttributeError("%s holds no %s" % (type(self).__name__, item))
        return table[me]

    def __setattr__(self, key, value):
        tables = self.__tables_or_none()
        tables.setdefault(key, weakref.WeakKeyDictionary())[getcurrent()] = value

    def __delattr__(self, item):
        self.__getattr__(item)
        del self.__tables_or_none()[item][getcurrent()]

    def __len__(self):
        return len({who for table in self.__tables_or_none().values() for who in table})

    def release(self):
        for table in self.__tables_or_none().values():
            table.pop(getcurrent(), None)
