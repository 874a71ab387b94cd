"""Prints two hundred megabytes.

Checks: test_start test_bump
Says: error: printed more
"""


class Counter:
    def __init__(self, start=0):
        for _ in range(200):
            print("x" * 1_000_000)
