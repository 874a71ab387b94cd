"""The objects' values come from a common base class; a metaclass is looked up by hand."""

import types


class Record:
    def __init__(self, **values):
        self.__values = values

    def _read(self, field):
        return self.__values[field]


def make_class(name, bases=(), attrs=None):
    bases = tuple(bases)
    meta, namespace, keywords = types.prepare_class(name, bases)
    namespace.update(attrs or {})
    return meta(name, bases, namespace, **keywords)


def make_getters(name, fields):
    return make_class(name, [Record], {f"get_{f}": bound(f) for f in fields})


def bound(field):
    getter = lambda self: self._read(field)  # noqa: E731
    getter.__name__ = "get_" + field
    return getter
