"""A function behind `metaclass=` is called for the one class that names it, and never for a
subclass, whose metaclass is `type`; return a subclass of `type`; look at tasks 2 and 3.

Refused by: test_returns_a_metaclass
"""


class Mytype(type):
    def __init__(cls, name, bases, attrs):
        super().__init__(name, bases, attrs)
        print("from my type")


def make_meta(announce):
    def announcing(name, bases, attrs, *, tag=None):
        cls = type(name, bases, attrs)
        cls.tag = tag
        announce(name)
        return cls

    return announcing
