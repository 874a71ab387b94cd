"""The metaclass of the metaclass announces, in `__call__`."""


class Mytype(type):
    def __init__(self, *args, **kwargs):
        print("from my type")
        super().__init__(*args, **kwargs)


def make_meta(announce):
    class MetaMeta(type):
        def __call__(cls, name, bases, namespace, *, tag=None, **rest):
            made = super().__call__(name, bases, namespace, **rest)
            made.tag = tag
            announce(name)
            return made

    class Meta(type, metaclass=MetaMeta):
        pass

    return Meta
