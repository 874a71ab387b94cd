"""Ends the process with status 0 in the middle of a probe.

Plain pytest: accepts
Says: error: ended the whole program
"""

import os


class Counter:
    def __init__(self, start=0):
        os._exit(0)
