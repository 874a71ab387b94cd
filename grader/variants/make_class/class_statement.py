"""A class statement that is renamed afterwards; private attributes for the values."""


def make_class(name, bases=(), attrs=None):
    class Made(*bases):
        pass

    Made.__name__ = name
    for key, value in (attrs or {}).items():
        setattr(Made, key, value)
    return Made


def make_getters(name, fields):
    class Record:
        def __init__(self, **values):
            self.__dict__.update({"_" + field: value for field, value in values.items()})

    Record.__name__ = name
    for field in fields:
        add_getter(Record, field)
    return Record


def add_getter(cls, field):
    def get(self):
        return self.__dict__["_" + field]

    get.__name__ = "get_" + field
    setattr(cls, get.__name__, get)
