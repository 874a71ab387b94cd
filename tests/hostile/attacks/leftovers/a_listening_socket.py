"""Leaves a socket that listens, on the network and under an abstract name.

Around: solution
Says: passed
"""

import socket, threading, time

kept = []
for kind, address in (
    (socket.AF_INET, ("127.0.0.1", 0)),
    (getattr(socket, "AF_UNIX", 0), "\0@MARK@"),
):
    try:
        listening = socket.socket(kind)
        listening.bind(address)
        listening.listen()
        kept.append(listening)
    except OSError:
        pass
