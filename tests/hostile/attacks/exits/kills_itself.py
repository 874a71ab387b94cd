"""Sends itself SIGKILL, which nobody can catch or explain.

Says: error: was killed
"""

import os, signal


class Counter:
    def __init__(self, start=0):
        os.kill(os.getpid(), signal.SIGKILL)
