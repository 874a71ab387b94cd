"""`__add__` works out the sum and then forgets to `return` it, so `a + b` is `None`; give the new
`Ratio` back; look at task 3.

Refused by: test_two_ratios
"""

from math import gcd


class Ratio:
    def __init__(self, n, d=1):
        if d == 0:
            raise ZeroDivisionError("the denominator is 0")
        common = gcd(n, d) if d > 0 else -gcd(n, d)
        self._num = n // common
        self._den = d // common

    @property
    def num(self):
        return self._num

    @property
    def den(self):
        return self._den

    def __add__(self, other):  # noqa: RET503
        if not isinstance(other, (Ratio, int)):
            return NotImplemented
        other = as_ratio(other)
        Ratio(self.num * other.den + other.num * self.den, self.den * other.den)

    def __sub__(self, other):
        if not isinstance(other, (Ratio, int)):
            return NotImplemented
        other = as_ratio(other)
        return Ratio(self.num * other.den - other.num * self.den, self.den * other.den)

    def __mul__(self, other):
        if not isinstance(other, (Ratio, int)):
            return NotImplemented
        other = as_ratio(other)
        return Ratio(self.num * other.num, self.den * other.den)

    def __truediv__(self, other):
        if not isinstance(other, (Ratio, int)):
            return NotImplemented
        other = as_ratio(other)
        return Ratio(self.num * other.den, self.den * other.num)

    def __radd__(self, other):
        if not isinstance(other, (Ratio, int)):
            return NotImplemented
        return self - -1 * other

    __rmul__ = __mul__

    def __rsub__(self, other):
        if not isinstance(other, (Ratio, int)):
            return NotImplemented
        return as_ratio(other) - self

    def __rtruediv__(self, other):
        if not isinstance(other, (Ratio, int)):
            return NotImplemented
        return as_ratio(other) / self

    def __eq__(self, other):
        if not isinstance(other, (Ratio, int)):
            return NotImplemented
        other = as_ratio(other)
        return (self.num, self.den) == (other.num, other.den)

    def __hash__(self):
        return hash(self.num) if self.den == 1 else hash((self.num, self.den))


def as_ratio(value):
    return Ratio(value) if isinstance(value, int) else value
