"""`setattr` stores attributes: names only, mixed up with the methods; items have any key; look at
task 1.

Refused by: test_items
"""


class Store:
    def __init__(self):
        vars(self)["_before"] = []

    def __getitem__(self, key):
        return getattr(self, key)

    def __setitem__(self, key, value):
        setattr(self, key, value)

    def __delitem__(self, key):
        delattr(self, key)

    def keys(self):
        return [key for key in vars(self) if key != "_before"]

    def __enter__(self):
        self._before.append({key: self[key] for key in self.keys()})
        return self

    def __exit__(self, kind, error, trace):
        before = self._before.pop()
        if kind is not None:
            for key in self.keys():
                del self[key]
            vars(self).update(before)
