"""Answers with lists a hundred thousand deep.

Checks: test_start test_bump
Says: failed: not the one
"""


class Counter:
    def __init__(self, start=0):
        self.total = ()
        for _ in range(100_000):
            self.total = (self.total,)
