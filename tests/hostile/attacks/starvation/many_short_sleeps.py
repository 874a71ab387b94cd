"""Answers rightly, and sleeps in every probe for a time that is too short to be noticed.

Checks: test_model test_start test_bump
Around: solution
Says: timeout: took too long in all
"""

import time

# THE HONEST PART
plain = Counter.bump


def bump(self, by=1):
    time.sleep(0.05)
    return plain(self, by)


Counter.bump = bump
