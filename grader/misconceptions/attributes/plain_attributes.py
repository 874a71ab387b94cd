"""`self.__dict__` does the work alone: the attributes are there, but not in an inner dict; look at
task 3.

Refused by: test_set
"""


class Config:
    def __init__(self, data=None):
        self.__dict__.update(data or {})
        self._frozen = False

    def __setattr__(self, name, value):
        if not name.startswith("_") and self._frozen:
            raise AttributeError(name)
        super().__setattr__(name, value)

    def __delattr__(self, name):
        if not name.startswith("_") and self._frozen:
            raise AttributeError(name)
        super().__delattr__(name)

    def freeze(self):
        self._frozen = True

    def as_dict(self):
        return {k: v for k, v in self.__dict__.items() if not k.startswith("_")}
