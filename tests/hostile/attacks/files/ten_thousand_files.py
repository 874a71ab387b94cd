"""Brings ten thousand modules along.

Exercise: tree
Says: error: one more than
"""


def build(folder, secret):
    for number in range(10_000):
        (folder / "pkg" / f"m{number:05}.py").touch()
