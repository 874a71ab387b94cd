"""Has a thread read what the judge asks before the loop can.

Checks: test_start
Says: timeout: waited for something
"""

import socket, stat, os, threading


def swallow(descriptor):
    while os.read(descriptor, 1 << 16):
        pass


for descriptor in range(3, 256):
    try:
        if stat.S_ISSOCK(os.fstat(descriptor).st_mode):
            threading.Thread(target=swallow, args=(descriptor,), daemon=True).start()
    except OSError:
        pass


class Counter:
    def __init__(self, start=0):
        import time

        time.sleep(100)
