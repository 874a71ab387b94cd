"""The listener is kept on a class that all metaclasses share: the last call of `make_meta` wins;
look at task 3.

Refused by: test_two_metaclasses
"""


class Mytype(type):
    def __init__(cls, name, bases, attrs):
        super().__init__(name, bases, attrs)
        print("from my type")


class Announcing(type):
    listener = None

    def __new__(mcls, name, bases, attrs, *, tag=None, **others):
        cls = super().__new__(mcls, name, bases, attrs, **others)
        cls.tag = tag
        return cls

    def __init__(cls, name, bases, attrs, **_):
        super().__init__(name, bases, attrs)
        Announcing.listener(name)


def make_meta(announce):
    Announcing.listener = announce
    return Announcing
