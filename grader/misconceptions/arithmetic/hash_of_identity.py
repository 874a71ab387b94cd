"""`object.__hash__` differs from object to object, so `Ratio(1, 2)` and `Ratio(2, 4)` are equal and
still two elements of a set; take the hash from the numbers; look at task 8.

Refused by: test_hash
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

    def __add__(self, other):
        if not isinstance(other, (Ratio, int)):
            return NotImplemented
        other = as_ratio(other)
        return Ratio(self.num * other.den + other.num * self.den, self.den * other.den)

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

    __radd__ = __add__
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

    __hash__ = object.__hash__


def as_ratio(value):
    return Ratio(value) if isinstance(value, int) else value
