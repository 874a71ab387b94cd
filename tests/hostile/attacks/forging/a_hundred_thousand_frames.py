"""Floods the judge with 100,000 small frames.

Says: error: disturbed the channel
"""

import os, stat, struct

for descriptor in range(3, 256):
    try:
        if stat.S_ISSOCK(os.fstat(descriptor).st_mode):
            for _ in range(100_000):
                os.write(descriptor, struct.pack("!I", 2) + b"{}")
    except OSError:
        pass
