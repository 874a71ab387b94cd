"""`tag` is a property of the metaclass, over a table of its own."""


class Mytype(type):
    def __new__(mcls, name, bases, attrs):
        print("from my type")
        return super().__new__(mcls, name, bases, attrs)


import weakref


def make_meta(announce):
    tags = weakref.WeakKeyDictionary()

    class Meta(type):
        def __new__(mcls, name, bases, namespace, /, tag=None):
            cls = super().__new__(mcls, name, bases, namespace)
            tags[cls] = tag
            announce(name)
            return cls

        def __init__(cls, name, bases, namespace, /, tag=None):
            super().__init__(name, bases, namespace)

        @property
        def tag(cls):
            return tags[cls]

    return Meta
