"""Everything in `__new__`."""


class Mytype(type):
    def __new__(mcls, name, bases, attrs):
        print("from my type")
        return super().__new__(mcls, name, bases, attrs)


def make_meta(announce):
    class Meta(type):
        def __new__(mcls, name, bases, namespace, **keywords):
            tag = keywords.pop("tag", None)
            new = super().__new__(mcls, name, bases, namespace, **keywords)
            new.tag = tag
            announce(name)
            return new

    return Meta
