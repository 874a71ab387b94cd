"""`Fraction(other)` accepts far more than ints, strings and floats too, so `Ratio(1, 2) + "1"` is
3/2 here; return `NotImplemented` for all but a `Ratio` and an int; look at task 6.

Refused by: test_returns_not_implemented
"""

from fractions import Fraction
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

    def __add__(self, other):
        other = as_ratio(other)
        if other is None:
            return NotImplemented
        return Ratio(self.num * other.den + other.num * self.den, self.den * other.den)

    def __sub__(self, other):
        other = as_ratio(other)
        if other is None:
            return NotImplemented
        return Ratio(self.num * other.den - other.num * self.den, self.den * other.den)

    def __mul__(self, other):
        other = as_ratio(other)
        if other is None:
            return NotImplemented
        return Ratio(self.num * other.num, self.den * other.den)

    def __truediv__(self, other):
        other = as_ratio(other)
        if other is None:
            return NotImplemented
        return Ratio(self.num * other.den, self.den * other.num)

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other):
        other = as_ratio(other)
        return NotImplemented if other is None else other - self

    def __rtruediv__(self, other):
        other = as_ratio(other)
        return NotImplemented if other is None else other / self

    def __eq__(self, other):
        if not isinstance(other, (Ratio, int)):
            return NotImplemented
        other = as_ratio(other)
        return (self.num, self.den) == (other.num, other.den)

    def __hash__(self):
        return hash(self.num) if self.den == 1 else hash((self.num, self.den))


def as_ratio(value):
    if isinstance(value, Ratio):
        return value
    try:
        value = Fraction(value)
    except (TypeError, ValueError):
        return None
    return Ratio(value.numerator, value.denominator)
