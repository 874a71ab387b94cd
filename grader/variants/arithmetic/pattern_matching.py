"""Takes the operand apart with match, writes += and the others out as methods that return a new
object, and hashes the numerator alone, which is legal although unequal ratios may collide."""

from __future__ import annotations

import math


class Ratio:
    __match_args__ = ("num", "den")

    def __init__(self, n: int, d: int = 1) -> None:
        match math.gcd(n, d), d:
            case _, 0:
                raise ZeroDivisionError("no ratio has the denominator 0")
            case common, _ if d < 0:
                self._num, self._den = -n // common, -d // common
            case common, _:
                self._num, self._den = n // common, d // common

    @property
    def num(self) -> int:
        return self._num

    @property
    def den(self) -> int:
        return self._den

    def __add__(self, other: Ratio | int) -> Ratio:
        match other:
            case int():
                return Ratio(self.num + other * self.den, self.den)
            case Ratio(num, den):
                return Ratio(self.num * den + num * self.den, self.den * den)
            case _:
                return NotImplemented

    def __sub__(self, other: Ratio | int) -> Ratio:
        match other:
            case int() | Ratio():
                return self + other * Ratio(-1)
            case _:
                return NotImplemented

    def __mul__(self, other: Ratio | int) -> Ratio:
        match other:
            case int():
                return Ratio(self.num * other, self.den)
            case Ratio(num, den):
                return Ratio(self.num * num, self.den * den)
            case _:
                return NotImplemented

    def __truediv__(self, other: Ratio | int) -> Ratio:
        match other:
            case int():
                return Ratio(self.num, self.den * other)
            case Ratio(num, den):
                return self * Ratio(den, num)
            case _:
                return NotImplemented

    __radd__ = __iadd__ = __add__
    __rmul__ = __imul__ = __mul__
    __isub__ = __sub__
    __itruediv__ = __truediv__

    def __rsub__(self, other: Ratio | int) -> Ratio:
        match other:
            case int() | Ratio():
                return self * -1 + other
            case _:
                return NotImplemented

    def __rtruediv__(self, other: Ratio | int) -> Ratio:
        match other:
            case int() | Ratio():
                return Ratio(self.den, self.num) * other
            case _:
                return NotImplemented

    def __eq__(self, other: object) -> bool:
        match other:
            case int():
                return self.den == 1 and self.num == other
            case Ratio(num, den):
                return (self.num, self.den) == (num, den)
            case _:
                return False

    def __hash__(self) -> int:
        return hash(self.num)
