"""Leaves a timer that raises in the middle of something later.

Checks: test_start test_bump
Says: failed: not the one
"""

import signal


def later(*given):
    raise RuntimeError("later")


signal.signal(signal.SIGALRM, later)
signal.setitimer(signal.ITIMER_REAL, 0.005, 0.005)


class Counter:
    def __init__(self, start=0):
        self.total = None
