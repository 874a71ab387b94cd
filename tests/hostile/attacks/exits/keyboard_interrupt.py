"""Raises KeyboardInterrupt, which ends a test run.

Plain pytest: loses
Says: failed: KeyboardInterrupt
"""


class Counter:
    def __init__(self, start=0):
        raise KeyboardInterrupt
