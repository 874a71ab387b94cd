"""Matches an expression that backtracks without end, inside C code that no signal reaches.

Checks: test_start
Says: timeout: still computing
"""

import re


class Counter:
    def __init__(self, start=0):
        re.match(r"(a+)+$", "a" * 60 + "b")
