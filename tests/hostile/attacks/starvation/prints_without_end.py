"""Prints without end, a little at a time.

Checks: test_start
Says: timeout: still computing
"""


class Counter:
    def __init__(self, start=0):
        while True:
            print("x")
