"""Has slots and no instance dictionary, finds the greatest common divisor by hand, and treats ints
in a branch of their own without ever making a Ratio of them."""

from __future__ import annotations


class Ratio:
    __slots__ = ("_den", "_num")

    def __init__(self, n: int, d: int = 1) -> None:
        if d == 0:
            raise ZeroDivisionError
        a, b = abs(n), abs(d)
        while b:
            a, b = b, a % b
        if d < 0:
            a = -a
        self._num = n // a
        self._den = d // a

    num = property(lambda self: self._num)
    den = property(lambda self: self._den)

    def __add__(self, other: Ratio | int) -> Ratio:
        if isinstance(other, int):
            return Ratio(self._num + other * self._den, self._den)
        if isinstance(other, Ratio):
            return Ratio(self._num * other._den + other._num * self._den, self._den * other._den)
        return NotImplemented

    def __radd__(self, other: Ratio | int) -> Ratio:
        return self.__add__(other)

    def __sub__(self, other: Ratio | int) -> Ratio:
        if isinstance(other, int):
            return Ratio(self._num - other * self._den, self._den)
        if isinstance(other, Ratio):
            return Ratio(self._num * other._den - other._num * self._den, self._den * other._den)
        return NotImplemented

    def __rsub__(self, other: Ratio | int) -> Ratio:
        if isinstance(other, int):
            return Ratio(other * self._den - self._num, self._den)
        if isinstance(other, Ratio):
            return other.__sub__(self)
        return NotImplemented

    def __mul__(self, other: Ratio | int) -> Ratio:
        if isinstance(other, int):
            return Ratio(self._num * other, self._den)
        if isinstance(other, Ratio):
            return Ratio(self._num * other._num, self._den * other._den)
        return NotImplemented

    def __rmul__(self, other: Ratio | int) -> Ratio:
        return self.__mul__(other)

    def __truediv__(self, other: Ratio | int) -> Ratio:
        if isinstance(other, int):
            return Ratio(self._num, self._den * other)
        if isinstance(other, Ratio):
            return Ratio(self._num * other._den, self._den * other._num)
        return NotImplemented

    def __rtruediv__(self, other: Ratio | int) -> Ratio:
        if isinstance(other, int):
            return Ratio(other * self._den, self._num)
        if isinstance(other, Ratio):
            return other.__truediv__(self)
        return NotImplemented

    def __eq__(self, other: object) -> bool:
        if isinstance(other, int):
            return self._den == 1 and self._num == other
        if isinstance(other, Ratio):
            return self._num == other._num and self._den == other._den
        return NotImplemented

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        if self._den == 1:
            return hash(self._num)
        return hash((Ratio, self._num, self._den))
