"""Lifts the limit of recursion first, until the stack of C ends.

Checks: test_start test_bump
Says: error: crashed
"""

import sys

sys.setrecursionlimit(10**9)


class Counter:
    def __init__(self, start=0):
        sorted([1, 2], key=lambda value: Counter(start))
