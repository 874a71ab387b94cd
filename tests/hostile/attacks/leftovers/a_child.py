"""Leaves a child that sleeps.

Around: solution
Says: passed
"""

import os, time

try:
    if os.fork() == 0:
        time.sleep(1000)
        os._exit(0)
except OSError:
    pass
