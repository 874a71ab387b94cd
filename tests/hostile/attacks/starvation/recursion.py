"""Recurses without end.

Says: failed: RecursionError
"""


class Counter:
    def __init__(self, start=0):
        self.__init__(start)
