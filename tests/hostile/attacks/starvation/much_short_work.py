"""Counts wrongly, late, and works in every probe for a time that is too short to be noticed.

Checks: test_model test_bump
Says: timeout: took too long in all
"""

import time


class Counter:
    def __init__(self, start=0):
        self.total = start

    def bump(self, by=1):
        until = time.process_time() + 0.05
        while time.process_time() < until:
            pass
        self.total += by + (by > 90)
        return self.total
