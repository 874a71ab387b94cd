"""Answers with a million items, and with lists that hold themselves.

Checks: test_start test_bump
Says: failed: not the one
"""


class Counter:
    def __init__(self, start=0):
        self.total = list(range(1_000_000))

    def bump(self, by=1):
        itself = []
        itself.append(itself)
        self.total = itself
        return itself
