"""Raises exceptions that hardly anybody catches: GeneratorExit, and a BaseException of its own.

Says: failed: GeneratorExit
"""


class Mine(BaseException):
    pass


class Counter:
    def __init__(self, start=0):
        raise GeneratorExit if start else Mine
