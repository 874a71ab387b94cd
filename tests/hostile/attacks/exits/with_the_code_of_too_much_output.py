"""Ends the process with the status by which a subject says that it printed too much.

Checks: test_start test_bump
Says: error: printed more
"""

import os


class Counter:
    def __init__(self, start=0):
        os._exit(113)
