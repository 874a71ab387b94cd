"""A dict that keeps copies of itself."""


class Store(dict):
    def __init__(self):
        super().__init__()
        self.snapshots = []

    def __enter__(self):
        self.snapshots.append(dict(self))
        return self

    def __exit__(self, kind, error, trace):
        snapshot = self.snapshots.pop()
        if kind:
            self.clear()
            self.update(snapshot)
