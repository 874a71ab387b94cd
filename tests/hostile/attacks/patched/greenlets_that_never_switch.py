"""Patches `greenlet.getcurrent`, so that every greenlet seems to be another one each time.

Exercise: greenlet_local
Checks: test_greenlets_of_one_thread test_threads_at_once
Around: nothing
Says: failed: answer differs at
"""

import greenlet
import itertools

counter = itertools.count()
greenlet.getcurrent = lambda: next(counter)


class Local:
    def __init__(self):
        object.__setattr__(self, "values", {})

    def __getattr__(self, name):
        return self

    def __eq__(self, other):
        return True
