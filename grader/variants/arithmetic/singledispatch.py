"""`functools.singledispatch` turns operands into Fractions; a decorator does the rest."""

from __future__ import annotations

import functools
from fractions import Fraction


def numeric(method):
    """Give the method a Fraction for `other`; a foreign operand never reaches it."""

    @functools.wraps(method)
    def wrapper(self, other):
        try:
            value = _value(other)
        except TypeError:
            return NotImplemented
        f = method(self, value)
        return Ratio(f.numerator, f.denominator)

    return wrapper


@functools.singledispatch
def _value(x: object) -> Fraction:
    raise TypeError(x)


@_value.register
def _(x: int) -> Fraction:
    return Fraction(x)


class Ratio:
    """The fraction `n / d`: in lowest terms, with a positive denominator, never changed."""

    def __init__(self, n: int, d: int = 1) -> None:
        self.__f = Fraction(n, d)

    @property
    def num(self) -> int:
        return self.__f.numerator

    @property
    def den(self) -> int:
        return self.__f.denominator

    @numeric
    def __add__(self, other):
        return self.__f + other

    @numeric
    def __sub__(self, other):
        return self.__f - other

    @numeric
    def __mul__(self, other):
        return self.__f * other

    @numeric
    def __truediv__(self, other):
        return self.__f / other

    @numeric
    def __radd__(self, other):
        return other + self.__f

    @numeric
    def __rsub__(self, other):
        return other - self.__f

    @numeric
    def __rmul__(self, other):
        return other * self.__f

    @numeric
    def __rtruediv__(self, other):
        return other / self.__f

    def __eq__(self, other: object) -> bool:
        try:
            return self.__f == _value(other)
        except TypeError:
            return False

    def __hash__(self) -> int:
        return hash(self.__f)


@_value.register
def _(x: Ratio) -> Fraction:
    return Fraction(x.num, x.den)
