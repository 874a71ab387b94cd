"""Has a thread answer the next request with the number after this one's, before it is asked.

Says: error: disturbed the channel
"""

import os, stat, struct, sys


class Counter:
    def __init__(self, start=0):
        self.total = start
        frame = sys._getframe()
        while "request" not in frame.f_locals:
            frame = frame.f_back
        number = frame.f_locals["request"].id + 1
        answer = b'{"id":%d,"kind":"value","value":true,"output":"","lost":0}' % number
        for descriptor in range(3, 256):
            try:
                if stat.S_ISSOCK(os.fstat(descriptor).st_mode):
                    os.write(descriptor, struct.pack("!I", len(answer)) + answer)
            except OSError:
                pass
