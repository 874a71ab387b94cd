"""Has a signal end the process while it computes.

Checks: test_start test_bump
Says: error: ended the whole program
"""

import os, signal

signal.signal(signal.SIGALRM, lambda *given: os._exit(0))


class Counter:
    def __init__(self, start=0):
        signal.setitimer(signal.ITIMER_REAL, 0.01)
        while True:
            pass
