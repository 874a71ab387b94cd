"""Makes each operator and its reflected form from one formula by a factory function, as the
standard library's fractions module does."""

from __future__ import annotations

import math
from collections.abc import Callable

Pair = tuple[int, int]
Method = Callable[["Ratio", "Ratio | int"], "Ratio"]


def _pair(operand: object) -> Pair | None:
    if isinstance(operand, Ratio):
        return operand._pair
    return (operand, 1) if isinstance(operand, int) else None


def _operator(formula: Callable[[int, int, int, int], Pair]) -> tuple[Method, Method]:
    def forward(self: Ratio, other: Ratio | int) -> Ratio:
        pair = _pair(other)
        return NotImplemented if pair is None else Ratio(*formula(*self._pair, *pair))

    def reflected(self: Ratio, other: Ratio | int) -> Ratio:
        pair = _pair(other)
        return NotImplemented if pair is None else Ratio(*formula(*pair, *self._pair))

    return forward, reflected


class Ratio:
    def __init__(self, n: int, d: int = 1) -> None:
        if d == 0:
            raise ZeroDivisionError("denominator is zero")
        common = math.gcd(n, d) if d > 0 else -math.gcd(n, d)
        self._pair = (n // common, d // common)

    @property
    def num(self) -> int:
        return self._pair[0]

    @property
    def den(self) -> int:
        return self._pair[1]

    __add__, __radd__ = _operator(lambda a, b, c, d: (a * d + c * b, b * d))
    __sub__, __rsub__ = _operator(lambda a, b, c, d: (a * d - c * b, b * d))
    __mul__, __rmul__ = _operator(lambda a, b, c, d: (a * c, b * d))
    __truediv__, __rtruediv__ = _operator(lambda a, b, c, d: (a * d, b * c))

    def __eq__(self, other: object) -> bool:
        return _pair(other) == self._pair

    def __hash__(self) -> int:
        return hash(self._pair) if self.den > 1 else hash(self.num)
