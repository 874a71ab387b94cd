"""Is a file of one gigabyte.

Says: error: larger than
"""

import os


def build(folder, secret):
    os.truncate(folder / "counter.py", 1 << 30)
