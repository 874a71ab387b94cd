"""Leaves a thread running in each case that nobody joins.

Around: solution
Says: passed
"""

import threading, time

threading.Thread(target=time.sleep, args=(1000,)).start()
