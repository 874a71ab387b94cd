"""`object.__new__`, and a try in `__del__`."""


def make_tracer(log):
    class Tracer(object):
        def __new__(cls, name):
            log.append(("new", name))
            return None if name is None else object.__new__(cls)

        def __init__(self, name):
            if name == "":
                raise ValueError("empty")
            log.append(("init", name))
            self._name = name

        def __str__(self):
            return "<Tracer %s>" % self._name

        def __call__(self, *a, **k):
            log.append(("call", self._name, a, k))
            return self

        def __del__(self):
            try:
                log.append(("del", self._name))
            except AttributeError:
                pass

    return Tracer
