"""Works and rests in turn, so that it seems neither to compute nor to wait.

Checks: test_start
Says: timeout: still computing
"""

import time


class Counter:
    def __init__(self, start=0):
        while True:
            until = time.process_time() + 0.03
            while time.process_time() < until:
                pass
            time.sleep(0.07)
