"""Is made in __new__, and a decorator turns the operand into a Ratio or answers NotImplemented, so
that the operators below it see nothing but ratios."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from math import gcd
from typing import Any, TypeVar

T = TypeVar("T")


def exact(method: Callable[[Ratio, Ratio], T]) -> Callable[[Ratio, Any], T]:
    @wraps(method)
    def operator(self: Ratio, other: Any) -> T:
        if isinstance(other, int):
            other = Ratio(other)
        if not isinstance(other, Ratio):
            return NotImplemented
        return method(self, other)

    return operator


class Ratio:
    _num: int
    _den: int

    def __new__(cls, n: int, d: int = 1) -> Ratio:
        if d == 0:
            raise ZeroDivisionError(f"{n}/0")
        if d < 0:
            n, d = -n, -d
        common = gcd(n, d)
        self = super().__new__(cls)
        self._num = n // common
        self._den = d // common
        return self

    @property
    def num(self) -> int:
        return self._num

    @property
    def den(self) -> int:
        return self._den

    @exact
    def __add__(self, other: Ratio) -> Ratio:
        if not other.num:
            return self
        return Ratio(self.num * other.den + other.num * self.den, self.den * other.den)

    @exact
    def __sub__(self, other: Ratio) -> Ratio:
        return Ratio(self.num * other.den - other.num * self.den, self.den * other.den)

    @exact
    def __mul__(self, other: Ratio) -> Ratio:
        return Ratio(self.num * other.num, self.den * other.den)

    @exact
    def __truediv__(self, other: Ratio) -> Ratio:
        return Ratio(self.num * other.den, self.den * other.num)

    @exact
    def __radd__(self, other: Ratio) -> Ratio:
        return other + self

    @exact
    def __rsub__(self, other: Ratio) -> Ratio:
        return other - self

    @exact
    def __rmul__(self, other: Ratio) -> Ratio:
        return other * self

    @exact
    def __rtruediv__(self, other: Ratio) -> Ratio:
        return other / self

    @exact
    def __eq__(self, other: Ratio) -> bool:
        return self.num == other.num and self.den == other.den

    @exact
    def __ne__(self, other: Ratio) -> bool:
        return self.num != other.num or self.den != other.den

    def __hash__(self) -> int:
        return hash((self.num, self.den)) if self.den != 1 else self.num.__hash__()
