"""Keeps one fractions.Fraction inside and lets it do all of the arithmetic."""

from __future__ import annotations

from fractions import Fraction


class Ratio:
    def __init__(self, n: int, d: int = 1) -> None:
        self._value = Fraction(n, d)

    @property
    def num(self) -> int:
        return self._value.numerator

    @property
    def den(self) -> int:
        return self._value.denominator

    def __add__(self, other: Ratio | int) -> Ratio:
        if not isinstance(other, (Ratio, int)):
            return NotImplemented
        return _wrap(self._value + _unwrap(other))

    def __sub__(self, other: Ratio | int) -> Ratio:
        if not isinstance(other, (Ratio, int)):
            return NotImplemented
        return _wrap(self._value - _unwrap(other))

    def __mul__(self, other: Ratio | int) -> Ratio:
        if not isinstance(other, (Ratio, int)):
            return NotImplemented
        return _wrap(self._value * _unwrap(other))

    def __truediv__(self, other: Ratio | int) -> Ratio:
        if not isinstance(other, (Ratio, int)):
            return NotImplemented
        return _wrap(self._value / _unwrap(other))

    def __radd__(self, other: Ratio | int) -> Ratio:
        if not isinstance(other, (Ratio, int)):
            return NotImplemented
        return _wrap(_unwrap(other) + self._value)

    def __rsub__(self, other: Ratio | int) -> Ratio:
        if not isinstance(other, (Ratio, int)):
            return NotImplemented
        return _wrap(_unwrap(other) - self._value)

    def __rmul__(self, other: Ratio | int) -> Ratio:
        if not isinstance(other, (Ratio, int)):
            return NotImplemented
        return _wrap(_unwrap(other) * self._value)

    def __rtruediv__(self, other: Ratio | int) -> Ratio:
        if not isinstance(other, (Ratio, int)):
            return NotImplemented
        return _wrap(_unwrap(other) / self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (Ratio, int)) and self._value == _unwrap(other)

    def __hash__(self) -> int:
        return hash(self._value)

    def __repr__(self) -> str:
        return f"Ratio({self._value})"


def _unwrap(operand: Ratio | int) -> Fraction:
    return operand._value if isinstance(operand, Ratio) else Fraction(operand)


def _wrap(value: Fraction) -> Ratio:
    return Ratio(value.numerator, value.denominator)
