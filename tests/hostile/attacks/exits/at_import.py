"""Ends the process with status 0 while it is imported, as if all had passed.

Plain pytest: accepts
Says: error: ended the whole program
"""

import os

os._exit(0)
