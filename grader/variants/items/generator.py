"""One generator for each block does the work of `__enter__` and `__exit__`."""

from contextlib import contextmanager


class Store:
    def __init__(self):
        self.items, self.running = {}, []

    __getitem__ = lambda self, key: self.items[key]  # noqa: E731

    def __setitem__(self, key, value):
        self.items = {**self.items, key: value}

    def __delitem__(self, key):
        remaining = dict(self.items)
        del remaining[key]
        self.items = remaining

    def keys(self):
        return iter(self.items)

    @contextmanager
    def transaction(self):
        before = self.items
        try:
            yield self
        except BaseException:
            self.items = before
            raise

    def __enter__(self):
        block = self.transaction()
        self.running.append(block)
        return block.__enter__()

    def __exit__(self, *error):
        return self.running.pop().__exit__(*error)
