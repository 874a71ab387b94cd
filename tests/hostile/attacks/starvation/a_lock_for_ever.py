"""Waits for a lock that it holds itself.

Checks: test_start
Says: timeout: waited for something
"""

import threading


class Counter:
    def __init__(self, start=0):
        lock = threading.Lock()
        lock.acquire()
        lock.acquire()
