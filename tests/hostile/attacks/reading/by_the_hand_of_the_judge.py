"""Replaces the file in which the judge looks for its output by a link to a secret, and dies.

Checks: test_start test_bump
Says: error: ended the whole program
"""

import os


class Counter:
    def __init__(self, start=0):
        for folder in ("..", "."):
            for name in ("output", "stacks"):
                try:
                    os.unlink(f"{folder}/{name}")
                except OSError:
                    pass
                try:
                    os.symlink("@HOME@/secret.txt", f"{folder}/{name}")
                except OSError:
                    pass
        os._exit(1)
