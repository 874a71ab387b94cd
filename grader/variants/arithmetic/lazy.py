"""Keeps the two numbers as they came and brings them to lowest terms only when asked, so that
equality multiplies across and the hash is taken from a Fraction."""

from __future__ import annotations

from fractions import Fraction
from math import gcd


class Ratio:
    def __init__(self, n: int, d: int = 1) -> None:
        if d == 0:
            raise ZeroDivisionError("d must not be 0")
        self.__n = n
        self.__d = d

    @property
    def num(self) -> int:
        return self.__n // (gcd(self.__n, self.__d) * (1 if self.__d > 0 else -1))

    @property
    def den(self) -> int:
        return abs(self.__d) // gcd(self.__n, self.__d)

    def __add__(self, other: Ratio | int) -> Ratio:
        if isinstance(other, int):
            other = Ratio(other)
        elif not isinstance(other, Ratio):
            return NotImplemented
        return Ratio(self.__n * other.__d + other.__n * self.__d, self.__d * other.__d)

    def __sub__(self, other: Ratio | int) -> Ratio:
        if isinstance(other, int):
            other = Ratio(other)
        elif not isinstance(other, Ratio):
            return NotImplemented
        return Ratio(self.__n * other.__d - other.__n * self.__d, self.__d * other.__d)

    def __mul__(self, other: Ratio | int) -> Ratio:
        if isinstance(other, int):
            other = Ratio(other)
        elif not isinstance(other, Ratio):
            return NotImplemented
        return Ratio(self.__n * other.__n, self.__d * other.__d)

    def __truediv__(self, other: Ratio | int) -> Ratio:
        if isinstance(other, int):
            other = Ratio(other)
        elif not isinstance(other, Ratio):
            return NotImplemented
        return Ratio(self.__n * other.__d, self.__d * other.__n)

    def __radd__(self, other: Ratio | int) -> Ratio:
        return Ratio.__add__(self, other)

    def __rsub__(self, other: Ratio | int) -> Ratio:
        if isinstance(other, int):
            other = Ratio(other)
        elif not isinstance(other, Ratio):
            return NotImplemented
        return Ratio.__sub__(other, self)

    def __rmul__(self, other: Ratio | int) -> Ratio:
        return Ratio.__mul__(self, other)

    def __rtruediv__(self, other: Ratio | int) -> Ratio:
        if isinstance(other, int):
            other = Ratio(other)
        elif not isinstance(other, Ratio):
            return NotImplemented
        return Ratio.__truediv__(other, self)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, int):
            return self.__n == other * self.__d
        if isinstance(other, Ratio):
            return self.__n * other.__d == other.__n * self.__d
        return False

    def __hash__(self) -> int:
        return hash(Fraction(self.__n, self.__d))
