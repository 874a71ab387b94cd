"""Is a frozen dataclass that only adds and multiplies: minus adds the opposite, and dividing
multiplies by the inverse."""

from __future__ import annotations

from dataclasses import InitVar, dataclass, field
from math import gcd


@dataclass(frozen=True, eq=False)
class Ratio:
    n: InitVar[int]
    d: InitVar[int] = 1
    num: int = field(init=False)
    den: int = field(init=False)

    def __post_init__(self, n: int, d: int) -> None:
        if not d:
            raise ZeroDivisionError("denominator is zero")
        sign = -1 if d < 0 else 1
        common = gcd(n, d)
        object.__setattr__(self, "num", sign * n // common)
        object.__setattr__(self, "den", sign * d // common)

    @classmethod
    def of(cls, value: Ratio | int) -> Ratio:
        return value if isinstance(value, Ratio) else cls(value)

    def __neg__(self) -> Ratio:
        return Ratio(-self.num, self.den)

    def inverse(self) -> Ratio:
        return Ratio(self.den, self.num)

    def __add__(self, other: Ratio | int) -> Ratio:
        if isinstance(other, (Ratio, int)):
            right = self.of(other)
            return Ratio(self.num * right.den + right.num * self.den, self.den * right.den)
        return NotImplemented

    def __mul__(self, other: Ratio | int) -> Ratio:
        if isinstance(other, (Ratio, int)):
            right = self.of(other)
            return Ratio(self.num * right.num, self.den * right.den)
        return NotImplemented

    def __sub__(self, other: Ratio | int) -> Ratio:
        return self + -other if isinstance(other, (Ratio, int)) else NotImplemented

    def __truediv__(self, other: Ratio | int) -> Ratio:
        if isinstance(other, (Ratio, int)):
            return self * self.of(other).inverse()
        return NotImplemented

    def __radd__(self, other: Ratio | int) -> Ratio:
        return self.__add__(other)

    def __rmul__(self, other: Ratio | int) -> Ratio:
        return self.__mul__(other)

    def __rsub__(self, other: Ratio | int) -> Ratio:
        return (-self).__add__(other)

    def __rtruediv__(self, other: Ratio | int) -> Ratio:
        if isinstance(other, (Ratio, int)):
            return self.inverse() * other
        return NotImplemented

    def __eq__(self, other: object) -> bool:
        if isinstance(other, (Ratio, int)):
            return (self + -other).num == 0
        return NotImplemented

    def __hash__(self) -> int:
        return hash(self.num) if self.den == 1 else hash((self.num, self.den))
