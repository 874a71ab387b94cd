"""Calculates a number of more digits than there is time or memory for.

Checks: test_start
Says: timeout: still computing
"""


class Counter:
    def __init__(self, start=0):
        self.total = 7 ** (9**9)
