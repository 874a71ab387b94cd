"""`*args, **kwargs`, taken apart by hand, in `__init__`."""


class Mytype(type):
    def __init__(cls, *args):
        super().__init__(*args)
        print("from my", "type")


def make_meta(announce):
    class Meta(type):
        def __new__(cls, *args, **kwargs):
            kwargs.pop("tag", None)
            return super().__new__(cls, *args, **kwargs)

        def __init__(self, *args, **kwargs):
            tag = kwargs.pop("tag", None)
            super().__init__(*args, **kwargs)
            type.__setattr__(self, "tag", tag)
            announce(args[0])

    return Meta
