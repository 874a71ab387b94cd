"""Class keywords come to `__new__` and to `__init__`: both have to take `tag`, and neither may
hand it on to `type`; look at task 6.

Refused by: test_tag
"""


class Mytype(type):
    def __init__(self, *args, **kwargs):
        print("from my type")
        super().__init__(*args, **kwargs)


def make_meta(announce):
    class Announcing(type):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.tag = kwargs.get("tag")
            announce(args[0])

    return Announcing
