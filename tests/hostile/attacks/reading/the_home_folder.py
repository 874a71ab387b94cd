"""Reads a secret in the home folder of whoever grades.

Checks: test_start test_bump
Says: failed: Error
"""


def read():
    try:
        with open("@HOME@/secret.txt") as file:
            return file.read()
    except OSError as error:
        return f"{type(error).__name__} when opening"


class Counter:
    def __init__(self, start=0):
        raise RuntimeError(read())
