"""Reads memory that isn't there.

Says: error: crashed
"""

import ctypes


class Counter:
    def __init__(self, start=0):
        ctypes.string_at(1)
