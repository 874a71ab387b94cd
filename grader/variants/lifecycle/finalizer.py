"""A finalizer set in `__init__` instead of `__del__`."""

import weakref


def make_tracer(log):
    def note(*entry):
        log.append(entry)

    class Tracer:
        def __new__(cls, name):
            if name is None:
                return name
            note("new", name)
            return super().__new__(cls)

        def __init__(self, name):
            if name:
                self.__name = name
                note("init", name)
                weakref.finalize(self, note, "del", name).atexit = False
            else:
                raise ValueError("a name, please")

        def __str__(self):
            return f"<Tracer {self.__name}>"

        def __call__(self, *args, **kwargs):
            note("call", self.__name, args, kwargs)
            return self

    return Tracer
