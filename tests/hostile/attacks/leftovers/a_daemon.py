"""Forks twice in a session of its own, ignores signals, and clears its environment.

Around: solution
Says: passed
"""

import os, signal, time

try:
    if os.fork() == 0:
        os.setsid()
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        if os.fork() == 0:
            os.environ.clear()
            os.chdir("/")
            time.sleep(1000)
        os._exit(0)
except OSError:
    pass
