"""Is a pipe that nobody writes to.

Says: error: no ordinary file
"""

import os


def build(folder, secret):
    (folder / "counter.py").unlink()
    os.mkfifo(folder / "counter.py")
