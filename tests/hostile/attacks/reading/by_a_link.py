"""Puts links to a secret into its own folder and reads them there.

Checks: test_start test_bump
Says: failed: looked
"""

import os


class Counter:
    def __init__(self, start=0):
        said = []
        for make in (os.symlink, os.link):
            try:
                make("@HOME@/secret.txt", make.__name__)
                with open(make.__name__) as file:
                    said.append(file.read())
            except OSError as error:
                said.append(type(error).__name__)
        raise RuntimeError(f"looked: {said}")
