"""Ends the process when an object is collected.

Says: error: ended the whole program
"""

import os


class Bomb:
    def __del__(self):
        os._exit(0)


class Counter:
    def __init__(self, start=0):
        Bomb()
