"""Writes as large a file as it can, and then more of them.

Checks: test_start
Says: failed: File too large
"""

import os


class Counter:
    def __init__(self, start=0):
        for number in range(10):
            with open(f"large-{number}", "wb") as file:
                file.write(b"x" * (80 << 20))
        self.total = None
