"""A base class that finds the log on its subclass; slots."""


class Base:
    __slots__ = ("_name",)
    log = None

    def __new__(cls, name):
        if name is not None:
            cls.log.append(("new", name))
            return super().__new__(cls)

    def __init__(self, name):
        if not name:
            raise ValueError(f"no name: {name!r}")
        self._name = name
        self.log.append(("init", name))

    def __repr__(self):
        return f"<Tracer {self._name}>"

    def __call__(self, *args, **kwargs):
        self.log.append(("call", self._name, args, kwargs))
        return self

    def __del__(self):
        name = getattr(self, "_name", None)
        if name is not None:
            self.log.append(("del", name))


def make_tracer(log):
    class Tracer(Base):
        __slots__ = ()

    Tracer.log = log
    return Tracer
