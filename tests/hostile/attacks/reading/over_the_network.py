"""Sends what it knows to a server outside, and asks it for answers.

Checks: test_start test_bump
Says: failed: asked
"""

import socket


class Counter:
    def __init__(self, start=0):
        said = []
        for kind, address in (
            (socket.SOCK_STREAM, ("192.0.2.1", 80)),
            (socket.SOCK_DGRAM, ("192.0.2.1", 53)),
        ):
            try:
                with socket.socket(socket.AF_INET, kind) as connection:
                    connection.settimeout(0.2)
                    connection.connect(address)
                    connection.send(b"what is the answer?")
                    said.append("sent")
            except OSError as error:
                said.append(type(error).__name__)
        raise RuntimeError(f"asked: {said}")
