"""Writes well-formed answers to every socket and pipe it finds, before anybody has asked.

Says: error: disturbed the channel
"""

import os, stat, struct

for descriptor in range(3, 256):
    try:
        mode = os.fstat(descriptor).st_mode
    except OSError:
        continue
    if stat.S_ISSOCK(mode) or stat.S_ISFIFO(mode):
        for number in range(100):
            frame = b'{"id":%d,"kind":"value","value":true,"output":"","lost":0}' % number
            try:
                os.write(descriptor, struct.pack("!I", len(frame)) + frame)
            except OSError:
                break
