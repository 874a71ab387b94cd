"""Answers with lists 40,000 deep.

Checks: test_start test_bump
Says: error: disturbed the channel
"""

import sys

loop = sys.modules["grader.subject.loop"]
loop.encode = lambda value: '["l",[' * 20_000 + "]]" * 20_000


class Counter:
    def __init__(self, start=0):
        self.total = 0
