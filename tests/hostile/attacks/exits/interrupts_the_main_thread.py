"""Keeps interrupting the main thread, wherever it is.

Checks: test_start test_bump
Says: error: KeyboardInterrupt
"""

import _thread, threading, time


def interrupt():
    while True:
        _thread.interrupt_main()
        time.sleep(0.001)


threading.Thread(target=interrupt, daemon=True).start()


class Counter:
    def __init__(self, start=0):
        self.total = None
