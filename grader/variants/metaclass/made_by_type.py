"""The metaclass is itself made by a call of `type`."""


class Mytype(type):
    def __new__(mcls, name, bases, attrs):
        print("from my type")
        return super().__new__(mcls, name, bases, attrs)


def make_meta(announce):
    def new(mcls, name, bases, namespace, tag=None, **rest):
        cls = super(meta, mcls).__new__(mcls, name, bases, {**namespace, "tag": tag}, **rest)
        announce(cls.__name__)
        return cls

    meta = type("Announcing", (type,), {"__new__": new})
    return meta
