"""Answers with a text of a hundred megabytes.

Checks: test_start test_bump
Says: failed: not the one
"""


class Counter:
    def __init__(self, start=0):
        self.total = "x" * (100 << 20)

    def bump(self, by=1):
        return self.total
