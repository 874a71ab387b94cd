"""`Ratio(2, 4)` and `Ratio(1, 2)` are the same fraction, but this one stays 2/4: divide both
numbers by their `math.gcd` in the constructor; look at task 1.

Refused by: test_lowest_terms
"""

from fractions import Fraction


class Ratio:
    def __init__(self, n, d=1):
        if d == 0:
            raise ZeroDivisionError("the denominator is 0")
        sign = 1 if d > 0 else -1
        self._num = sign * n
        self._den = sign * d

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
        return self.num * other.den == other.num * self.den

    def __hash__(self):
        return hash(Fraction(self.num, self.den))


def as_ratio(value):
    return Ratio(value) if isinstance(value, int) else value
