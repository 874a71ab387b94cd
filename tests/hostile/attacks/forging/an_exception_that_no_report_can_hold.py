"""Raises an exception whose name and text are lone surrogates, control characters and braces.

Checks: test_start test_bump
Says: failed: where the task asks for a value
"""

Odd = type("{detail}\x1b[2J%s\n>>> " * 100, (Exception,), {})


class Counter:
    def __init__(self, start=0):
        raise Odd("\ud800\udfff{detail}\x1b[2J\x00]]>" * 1000)
