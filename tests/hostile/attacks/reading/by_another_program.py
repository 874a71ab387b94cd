"""Has another program read for it.

Checks: test_start test_bump
Says: failed: looked
"""

import subprocess


class Counter:
    def __init__(self, start=0):
        try:
            said = subprocess.run(
                ["cat", "@HOME@/secret.txt"], capture_output=True, text=True
            ).stdout
        except OSError as error:
            said = type(error).__name__
        raise RuntimeError(f"looked: {said}")
