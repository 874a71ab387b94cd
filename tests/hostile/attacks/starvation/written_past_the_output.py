"""Writes to the descriptors 1 and 2 without end, past `sys.stdout`.

Checks: test_start
Says: timeout: still computing
"""

import os


class Counter:
    def __init__(self, start=0):
        while True:
            os.write(1, b"x" * 65536)
            os.write(2, b"x" * 65536)
