"""Computes for ever, and catches whatever would end it.

Checks: test_start
Says: timeout: still computing
"""

import signal

for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass


class Counter:
    def __init__(self, start=0):
        while True:
            try:
                while True:
                    pass
            except BaseException:
                pass
