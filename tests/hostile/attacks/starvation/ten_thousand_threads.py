"""Starts threads until no more can be started.

Checks: test_start test_bump
Says: failed: can't start new thread
"""

import threading

event = threading.Event()


class Counter:
    def __init__(self, start=0):
        for _ in range(10_000):
            threading.Thread(target=event.wait, daemon=True).start()
        self.total = None
