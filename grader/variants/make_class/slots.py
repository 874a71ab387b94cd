"""Getters that read slots; the attributes are copied first."""

from collections.abc import Iterable
from operator import attrgetter


def make_class(name: str, bases: Iterable[type] = (), attrs: dict | None = None) -> type:
    body = {}
    if attrs is not None:
        body.update(attrs)
    return type(name, (*bases,), body)


def make_getters(name: str, fields: Iterable[str]) -> type:
    fields = list(fields)
    slots = {field: "slot_" + field for field in fields}

    def __init__(self, **values):
        for field in fields:
            setattr(self, slots[field], values[field])

    body = {"__slots__": tuple(slots.values()), "__init__": __init__}
    for field, slot in slots.items():
        body["get_" + field] = named("get_" + field, attrgetter(slot))
    return make_class(name, attrs=body)


def named(name, read):
    def get(self):
        return read(self)

    get.__name__ = name
    return get
