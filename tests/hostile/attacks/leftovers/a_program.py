"""Starts a program that outlives it.

Around: solution
Says: passed
"""

import subprocess

try:
    subprocess.Popen(["sleep", "1000"], start_new_session=True)
except OSError:
    pass
