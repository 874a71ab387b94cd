"""Ends the process from a thread, some time after the module was loaded.

Checks: test_model
Says: error: ended the whole program
"""

import os, threading


class Counter:
    def __init__(self, start=0):
        thread = threading.Thread(target=os._exit, args=(0,))
        thread.start()
        thread.join()
