"""Registers an exit handler that ends the process with status 0, then leaves.

Plain pytest: accepts
Says: failed: SystemExit
"""

import atexit, os

atexit.register(os._exit, 0)


class Counter:
    def __init__(self, start=0):
        raise SystemExit(1)
