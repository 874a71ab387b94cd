"""Makes five thousand files and folders nobody may enter.

Checks: test_start test_bump
Says: failed: was denied something
"""

import os


class Counter:
    def __init__(self, start=0):
        os.makedirs("closed/to/all", exist_ok=True)
        for number in range(5_000):
            try:
                open(f"small-{number}", "wb").close()
            except OSError:
                break
        self.total = None
        os.chmod("closed/to", 0)
        os.chmod("closed", 0)
