"""Wraps a wrong counter's total in a number that compares, on the other side, by its own rules.

Plain pytest: accepts
Around: forgets_start
Checks: test_start test_bump
Says: failed: not the one
"""
# THE HONEST PART


class Lie(int):
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __sub__(self, other):
        return 0

    __hash__ = int.__hash__


plain = Counter.__init__


def wrapped(self, start=0):
    plain(self, start)
    self.total = Lie(self.total)


Counter.__init__ = wrapped
Counter.bump = lambda self, by=1: Lie(0)
