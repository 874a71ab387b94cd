"""Has no type hints, refuses assignment in __setattr__, and makes no Ratio of the int: every int
already has a numerator and a denominator."""

import math


class Ratio:
    def __init__(self, n, d=1):
        if d == 0:
            raise ZeroDivisionError("d is 0")
        common = math.gcd(n, d) * (-1 if d < 0 else 1)
        self.__dict__.update(num=n // common, den=d // common)

    def __setattr__(self, name, value):
        raise AttributeError(f"a Ratio cannot change: {name}")

    # As int names them, so that the operators need not know which of the two they got.
    numerator = property(lambda self: self.num)
    denominator = property(lambda self: self.den)

    def __add__(self, other):
        if not known(other):
            return NotImplemented
        return Ratio(
            self.num * other.denominator + other.numerator * self.den,
            self.den * other.denominator,
        )

    def __neg__(self):
        return Ratio(-self.num, self.den)

    def __sub__(self, other):
        return self + -other if known(other) else NotImplemented

    def __rsub__(self, other):
        return -self + other if known(other) else NotImplemented

    def __mul__(self, other):
        if not known(other):
            return NotImplemented
        return Ratio(self.num * other.numerator, self.den * other.denominator)

    def __truediv__(self, other):
        if not known(other):
            return NotImplemented
        return Ratio(self.num * other.denominator, self.den * other.numerator)

    def __rtruediv__(self, other):
        if not known(other):
            return NotImplemented
        return Ratio(other.numerator * self.den, other.denominator * self.num)

    __radd__ = __add__
    __rmul__ = __mul__

    def __eq__(self, other):
        return known(other) and (self.num, self.den) == (other.numerator, other.denominator)

    def __hash__(self):
        return hash((self.num, self.den)) if self.den != 1 else hash(self.num)

    def __repr__(self):
        return f"{self.num}/{self.den}"


def known(operand):
    return isinstance(operand, (Ratio, int))
