"""Sends answers with the C library's own functions, past anything that Python patches.

Says: error: disturbed the channel
"""

import ctypes

libc = ctypes.CDLL(None)
frame = b'{"id":1,"kind":"value","value":true,"output":"","lost":0}'
data = len(frame).to_bytes(4, "big") + frame
for descriptor in range(3, 256):
    libc.send(descriptor, data, len(data), 0)
