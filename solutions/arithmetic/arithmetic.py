"""Exact fractions that add, subtract, multiply and divide."""

from __future__ import annotations

import math


class Ratio:
    """The fraction `n / d`: in lowest terms, with a positive denominator, never changed."""

    def __init__(self, n: int, d: int = 1) -> None:
        if d == 0:
            raise ZeroDivisionError(f"Ratio({n}, 0)")

        # gcd is never negative: dividing by it with the sign of d leaves the denominator positive.
        divisor = math.gcd(n, d) if d > 0 else -math.gcd(n, d)
        self._num = n // divisor
        self._den = d // divisor

    @property
    def num(self) -> int:
        return self._num

    @property
    def den(self) -> int:
        return self._den

    def __add__(self, other: Ratio | int) -> Ratio:
        right = _as_ratio(other)
        if right is None:
            return NotImplemented
        return Ratio(self.num * right.den + right.num * self.den, self.den * right.den)

    def __sub__(self, other: Ratio | int) -> Ratio:
        right = _as_ratio(other)
        if right is None:
            return NotImplemented
        return Ratio(self.num * right.den - right.num * self.den, self.den * right.den)

    def __mul__(self, other: Ratio | int) -> Ratio:
        right = _as_ratio(other)
        if right is None:
            return NotImplemented
        return Ratio(self.num * right.num, self.den * right.den)

    def __truediv__(self, other: Ratio | int) -> Ratio:
        right = _as_ratio(other)
        if right is None:
            return NotImplemented
        # Dividing by zero makes a denominator of zero, which the constructor refuses.
        return Ratio(self.num * right.den, self.den * right.num)

    # The order of the operands makes no difference to a sum or a product ...
    __radd__ = __add__
    __rmul__ = __mul__

    # ... but it does here: in a reflected method, self is the operand on the right.
    def __rsub__(self, other: Ratio | int) -> Ratio:
        left = _as_ratio(other)
        return NotImplemented if left is None else left - self

    def __rtruediv__(self, other: Ratio | int) -> Ratio:
        left = _as_ratio(other)
        return NotImplemented if left is None else left / self

    def __eq__(self, other: object) -> bool:
        right = _as_ratio(other)
        if right is None:
            return NotImplemented
        # In lowest terms each value is written in one way only.
        return (self.num, self.den) == (right.num, right.den)

    def __hash__(self) -> int:
        # Ratio(4, 2) == 2, so a set that holds the one has to find the other.
        return hash(self.num) if self.den == 1 else hash((self.num, self.den))


def _as_ratio(value: object) -> Ratio | None:
    """Return the operand as a Ratio, or None when it is foreign."""
    if isinstance(value, Ratio):
        return value
    return Ratio(value) if isinstance(value, int) else None
