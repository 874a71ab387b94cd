"""Is a socket.

Says: error: no ordinary file
"""

import os
import socket


def build(folder, secret):
    (folder / "counter.py").unlink()
    here = os.getcwd()
    os.chdir(folder)  # a socket's path is short
    try:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind("counter.py")
    finally:
        os.chdir(here)
