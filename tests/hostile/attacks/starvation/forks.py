"""Forks processes that fork processes.

Checks: test_start test_bump
Around: solution
Says: passed
"""

import os, time

try:
    for _ in range(6):
        if os.fork() == 0:
            os.setsid()
            for _ in range(5):
                os.fork()
            time.sleep(1000)
except OSError:
    pass
