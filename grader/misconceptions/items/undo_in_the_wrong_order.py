"""An undo log is to be read backwards: the first change is undone last; look at task 5.

Refused by: test_failed_transaction
"""

MISSING = object()


class Store:
    def __init__(self):
        self._items = {}
        self._log = []
        self._marks = []

    def __getitem__(self, key):
        return self._items[key]

    def __setitem__(self, key, value):
        self._log.append((key, self._items.get(key, MISSING)))
        self._items[key] = value

    def __delitem__(self, key):
        old = self._items.pop(key)
        self._log.append((key, old))

    def keys(self):
        return list(self._items)

    def __enter__(self):
        self._marks.append(len(self._log))
        return self

    def __exit__(self, kind, error, trace):
        mark = self._marks.pop()
        if kind is not None:
            for key, old in self._log[mark:]:
                if old is MISSING:
                    self._items.pop(key, None)
                else:
                    self._items[key] = old
            del self._log[mark:]
