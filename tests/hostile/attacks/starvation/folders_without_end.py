"""Makes folders in folders, three thousand deep, so that removing them fails.

Checks: test_start test_bump
Says: failed: not the one
"""

import os

try:
    for _ in range(3_000):
        os.mkdir("deeper")
        os.chdir("deeper")
except OSError:
    pass


class Counter:
    def __init__(self, start=0):
        self.total = None
