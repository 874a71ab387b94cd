"""Announces a frame of four gigabytes.

Says: error: disturbed the channel
"""

import os, stat

for descriptor in range(3, 256):
    try:
        if stat.S_ISSOCK(os.fstat(descriptor).st_mode):
            os.write(descriptor, b"\xff\xff\xff\xff" + b"x" * 1000)
    except OSError:
        pass
