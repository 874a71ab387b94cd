"""Kills its whole process group, in the hope that the judge is in it.

Plain pytest: loses
Says: failed: was denied something
"""

import os, signal


class Counter:
    def __init__(self, start=0):
        os.killpg(0, signal.SIGKILL)
