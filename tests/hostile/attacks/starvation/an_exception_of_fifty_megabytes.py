"""Raises an exception with fifty megabytes of text, and a chain of a thousand others.

Checks: test_start test_bump
Says: failed: ValueError
"""


class Counter:
    def __init__(self, start=0):
        cause = None
        for _ in range(1_000):
            following = ValueError("x")
            following.__cause__ = cause
            cause = following
        raise ValueError("x" * (50 << 20)) from cause
