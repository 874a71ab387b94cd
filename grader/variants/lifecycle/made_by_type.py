"""Everything through `type()`, with functions."""


def make_tracer(log):
    def new(cls, name):
        if name is None:
            return None
        log.append(("new", name))
        return super(Tracer, cls).__new__(cls)

    def init(self, name):
        self.alive = False
        if len(name) == 0:
            raise ValueError
        self.name, self.alive = name, True
        log.append(("init", name))

    def call(self, *args, **kwargs):
        log.append(("call", self.name, args, kwargs))
        return self

    def end(self):
        if getattr(self, "alive", False):
            log.append(("del", self.name))

    methods = {"__new__": new, "__init__": init, "__call__": call, "__del__": end}
    methods["__str__"] = lambda self: f"<Tracer {self.name}>"
    Tracer = type("Tracer", (), methods)
    return Tracer
