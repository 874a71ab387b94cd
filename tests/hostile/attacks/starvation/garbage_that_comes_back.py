"""Makes objects that come back whenever they are collected.

Checks: test_start
Says: timeout: still computing
"""

import gc

kept = []


class Undead:
    def __del__(self):
        kept.append(self)
        Undead()


class Counter:
    def __init__(self, start=0):
        Undead()
        gc.collect()
        kept[:] = kept[:1]
        self.total = None
