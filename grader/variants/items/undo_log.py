"""An undo log with a mark for each block."""

MISSING = object()


class Store:
    def __init__(self):
        self._items = {}
        self._log = []
        self._marks = []

    def __getitem__(self, key):
        return self._items[key]

    def __setitem__(self, key, value):
        self._remember(key)
        self._items[key] = value

    def __delitem__(self, key):
        if key not in self._items:
            raise KeyError(key)
        self._remember(key)
        del self._items[key]

    def keys(self):
        return list(self._items)

    def _remember(self, key):
        if self._marks:
            self._log.append((key, self._items.get(key, MISSING)))

    def __enter__(self):
        self._marks.append(len(self._log))
        return self

    def __exit__(self, kind, error, trace):
        mark = self._marks.pop()
        while error is not None and len(self._log) > mark:
            key, old = self._log.pop()
            if old is MISSING:
                del self._items[key]
            else:
                self._items[key] = old
        if not self._marks:
            self._log.clear()
        return False
