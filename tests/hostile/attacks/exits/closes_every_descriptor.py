"""Closes all descriptors, the channel with them.

Says: error: ended the whole program
"""

import os

os.closerange(0, 1024)


class Counter:
    def __init__(self, start=0):
        self.total = start
