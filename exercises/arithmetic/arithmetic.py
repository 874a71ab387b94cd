"""Exact fractions that add, subtract, multiply and divide.

The tasks are in README.md beside this file; the numbers below are theirs. Write each method in
place of its `raise NotImplementedError`.
"""

from __future__ import annotations


class Ratio:
    """The fraction `n / d`: in lowest terms, with a positive denominator; operators never change it."""

    def __init__(self, n: int, d: int = 1) -> None:
        # TODO: tasks 1 and 5: keep n / d in lowest terms, and refuse d == 0.
        raise NotImplementedError

    @property
    def num(self) -> int:
        # TODO: task 2: the numerator; keep it under another name, such as self._num.
        raise NotImplementedError

    @property
    def den(self) -> int:
        # TODO: task 2: the denominator; keep it under another name, such as self._den.
        raise NotImplementedError

    def __add__(self, other: Ratio | int) -> Ratio:
        # TODO: tasks 3 and 6: self + other.
        raise NotImplementedError

    def __sub__(self, other: Ratio | int) -> Ratio:
        # TODO: tasks 3 and 6: self - other.
        raise NotImplementedError

    def __mul__(self, other: Ratio | int) -> Ratio:
        # TODO: tasks 3 and 6: self * other.
        raise NotImplementedError

    def __truediv__(self, other: Ratio | int) -> Ratio:
        # TODO: tasks 3, 5 and 6: self / other.
        raise NotImplementedError

    def __radd__(self, other: Ratio | int) -> Ratio:
        # TODO: tasks 4 and 6: other + self; self is the operand on the right.
        raise NotImplementedError

    def __rsub__(self, other: Ratio | int) -> Ratio:
        # TODO: tasks 4 and 6: other - self.
        raise NotImplementedError

    def __rmul__(self, other: Ratio | int) -> Ratio:
        # TODO: tasks 4 and 6: other * self.
        raise NotImplementedError

    def __rtruediv__(self, other: Ratio | int) -> Ratio:
        # TODO: tasks 4, 5 and 6: other / self.
        raise NotImplementedError

    def __eq__(self, other: object) -> bool:
        # TODO: task 7: self == other; Python answers != with the opposite.
        raise NotImplementedError

    def __hash__(self) -> int:
        # TODO: task 8: equal objects, equal hashes.
        raise NotImplementedError
