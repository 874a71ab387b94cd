"""Computes for ever.

Checks: test_start
Plain pytest: loses
Says: timeout: still computing
"""


class Counter:
    def __init__(self, start=0):
        while True:
            pass
