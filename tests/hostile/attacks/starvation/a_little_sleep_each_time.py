"""Sleeps nearly as long as it may in every probe, and then answers.

Checks: test_start test_bump test_model
Says: timeout: waited for something
"""

import time


class Counter:
    def __init__(self, start=0):
        time.sleep(0.8)
        self.total = start

    def bump(self, by=1):
        time.sleep(0.8)
        self.total += by
        return self.total
