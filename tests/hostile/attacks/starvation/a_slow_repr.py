"""Raises exceptions whose text takes for ever.

Checks: test_start
Says: timeout: still computing
"""


class Slow(Exception):
    def __str__(self):
        while True:
            pass


class Counter:
    def __init__(self, start=0):
        raise Slow
