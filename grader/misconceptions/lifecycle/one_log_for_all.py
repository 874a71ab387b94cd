"""The log is kept in the module: each new class takes it away from those before; look at task 7.

Refused by: test_two_logs
"""

LOG = []


class Tracer:
    def __new__(cls, name):
        if name is None:
            return None
        LOG[0].append(("new", name))
        return super().__new__(cls)

    def __init__(self, name):
        if not name:
            raise ValueError(name)
        self.name = name
        LOG[0].append(("init", name))

    def __str__(self):
        return f"<Tracer {self.name}>"

    def __call__(self, *args, **kwargs):
        LOG[0].append(("call", self.name, args, kwargs))
        return self

    def __del__(self):
        if hasattr(self, "name"):
            LOG[0].append(("del", self.name))


def make_tracer(log):
    LOG[:] = [log]
    return type("Tracer", (Tracer,), {})
