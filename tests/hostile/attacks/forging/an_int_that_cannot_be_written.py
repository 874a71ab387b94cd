"""Answers with an int of more digits than Python writes out, so that the report fails.

Says: failed: not the one
"""


class Counter:
    def __init__(self, start=0):
        self.total = 10**20_000

    def bump(self, by=1):
        return 10**20_000

    def say(self):
        print("1" * 20_000)
