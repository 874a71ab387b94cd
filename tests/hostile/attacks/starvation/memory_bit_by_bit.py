"""Takes memory bit by bit, and keeps what it has when there is no more.

Checks: test_start test_bump
Says: error: more memory
"""

kept = []


class Counter:
    def __init__(self, start=0):
        while True:
            kept.append(bytes(1 << 22))  # not touched, so that it costs no time
