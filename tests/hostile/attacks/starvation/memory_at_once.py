"""Asks for eight gigabytes at once.

Says: error: more memory
"""


class Counter:
    def __init__(self, start=0):
        self.total = bytearray(8 << 30)
