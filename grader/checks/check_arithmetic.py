"""Hidden checks of `arithmetic`; the oracle is `fractions.Fraction`."""

import operator
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.probe import Subject

Pair = tuple[int, int]

SMALL = st.integers(-12, 12)
WHOLE = st.one_of(SMALL, st.integers(-(10**30), 10**30))
NOT_ZERO = WHOLE.filter(bool)
PAIRS = st.tuples(WHOLE, NOT_ZERO)
NOT_ZERO_PAIRS = st.tuples(NOT_ZERO, NOT_ZERO)
OPERATIONS: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
SIGNS = st.sampled_from(sorted(OPERATIONS))
FOREIGN = st.sampled_from(["x", None, [1], 0.5, b"", (1, 2)])
SOME = settings(max_examples=20)
FEW = settings(max_examples=10)  # where the operand's value hardly matters
METHODS = (
    ("__add__", "__radd__", "+"),
    ("__sub__", "__rsub__", "-"),
    ("__mul__", "__rmul__", "*"),
    ("__truediv__", "__rtruediv__", "/"),
)
SHOWN = "(lambda r: (isinstance(r, Ratio), r.num, r.den))"
"""A result as plain values: whether it is a Ratio, and its two numbers."""


def shown(value: Fraction) -> tuple[bool, int, int]:
    return True, value.numerator, value.denominator


@pytest.mark.task(1)
@SOME
@given(n=WHOLE, d=NOT_ZERO)
@example(n=2, d=4)
@example(n=2, d=-4)
@example(n=0, d=5)
@example(n=10**30 + 1, d=3 * 10**30)
def test_lowest_terms(subject: Subject, n: int, d: int) -> None:
    """`Ratio(n, d)` is in lowest terms, and its denominator is above zero.

    Divide both by their greatest common divisor, in whole numbers: a float loses digits.
    """
    got = subject.ask("(lambda r: (r.num, r.den))(Ratio(n, d))", n=n, d=d)
    assert got == (Fraction(n, d).numerator, Fraction(n, d).denominator)


@pytest.mark.task(1)
@pytest.mark.kept("the first thing anybody tries; whoever fails it fails nearly all")
@FEW
@given(n=WHOLE)
@example(n=5)
def test_denominator_is_one_when_left_out(subject: Subject, n: int) -> None:
    """`Ratio(n)` is `n` over 1."""
    assert subject.ask("(lambda r: (r.num, r.den))(Ratio(n))", n=n) == (n, 1)


@pytest.mark.task(1)
def test_numbers_are_ints(subject: Subject) -> None:
    """`num` and `den` are ints, never floats that look like them."""
    types = "[type(number).__name__ for r in {} for number in (r.num, r.den)]"
    made = subject.ask(types.format("(Ratio(2, -4), Ratio(6, 3), Ratio(0, 5))"))
    assert made == ["int"] * 6
    half = "Ratio(1, 2)"
    calculated = f"({half} + {half}, {half} - 1, {half} * 2, {half} / {half})"
    assert subject.ask(types.format(calculated)) == ["int"] * 8


@pytest.mark.task(2)
def test_read_only(subject: Subject) -> None:
    """Assigning to `num` or `den` raises AttributeError and changes nothing."""
    subject.run("r = Ratio(1, 2)")
    assert subject.raises("r.num = 5", "AttributeError") == "AttributeError"
    assert subject.raises("r.den = 5", "AttributeError") == "AttributeError"
    assert subject.ask("(r.num, r.den)") == (1, 2)


@pytest.mark.task(3)
@pytest.mark.kept(
    "the plain case of its task: what fails here should be read before ints are mixed in"
)
@SOME
@given(a=PAIRS, b=NOT_ZERO_PAIRS, sign=SIGNS)
@example(a=(1, 2), b=(1, 3), sign="+")
@example(a=(1, 2), b=(1, 3), sign="-")
@example(a=(2, 3), b=(-3, 4), sign="*")
@example(a=(1, 2), b=(-3, 4), sign="/")
@example(a=(1, 2), b=(1, 2), sign="+")
def test_two_ratios(subject: Subject, a: Pair, b: Pair, sign: str) -> None:
    """`Ratio + - * / Ratio` is the exact Ratio, in lowest terms, also when it is whole."""
    got = subject.ask(f"{SHOWN}(Ratio(*a) {sign} Ratio(*b))", a=a, b=b)
    assert got == shown(OPERATIONS[sign](Fraction(*a), Fraction(*b)))


@pytest.mark.task(3)
@SOME
@given(a=PAIRS, n=NOT_ZERO, sign=SIGNS)
@example(a=(1, 2), n=3, sign="+")
@example(a=(1, 2), n=3, sign="-")
@example(a=(1, 2), n=3, sign="*")
@example(a=(1, 2), n=-3, sign="/")
def test_int_on_the_right(subject: Subject, a: Pair, n: int, sign: str) -> None:
    """`Ratio + - * / int` treats the int as that many over 1."""
    got = subject.ask(f"{SHOWN}(Ratio(*a) {sign} n)", a=a, n=n)
    assert got == shown(OPERATIONS[sign](Fraction(*a), Fraction(n)))


@pytest.mark.task(4)
@SOME
@given(n=WHOLE, a=NOT_ZERO_PAIRS, sign=SIGNS)
@example(n=1, a=(1, 3), sign="+")
@example(n=1, a=(1, 3), sign="-")
@example(n=2, a=(1, 3), sign="*")
@example(n=2, a=(2, 3), sign="/")
def test_int_on_the_left(subject: Subject, n: int, a: Pair, sign: str) -> None:
    """`int + - * / Ratio` keeps the order: `1 - r` is not `r - 1`.

    An int can't add a Ratio, so Python calls your `__radd__`, `__rsub__`, `__rmul__` or
    `__rtruediv__`, with the int as `other`.
    """
    got = subject.ask(f"{SHOWN}(n {sign} Ratio(*a))", a=a, n=n)
    assert got == shown(OPERATIONS[sign](Fraction(n), Fraction(*a)))


@pytest.mark.task(4)
@SOME
@given(pairs=st.lists(PAIRS, min_size=1, max_size=5))
@example(pairs=[(1, 2), (1, 3)])
def test_sum(subject: Subject, pairs: list[Pair]) -> None:
    """`sum` of Ratios is their exact sum; it begins with `0 + …`."""
    got = subject.ask(f"{SHOWN}(sum([Ratio(*p) for p in pairs]))", pairs=pairs)
    assert got == shown(sum((Fraction(*p) for p in pairs), Fraction(0)))


@pytest.mark.task(3)
@pytest.mark.kept(
    "`changing_iadd` and this are one mistake in two places; `+=` alone has its own check"
)
@FEW
@given(a=PAIRS, b=NOT_ZERO_PAIRS, sign=SIGNS)
@example(a=(1, 2), b=(1, 3), sign="+")
@example(a=(1, 2), b=(1, 3), sign="-")
@example(a=(1, 2), b=(1, 3), sign="*")
@example(a=(1, 2), b=(1, 3), sign="/")
def test_operands_unchanged(subject: Subject, a: Pair, b: Pair, sign: str) -> None:
    """An operation leaves both operands as they were."""
    subject.run("x, y = Ratio(*a), Ratio(*b)", a=a, b=b)
    subject.run(f"x {sign} y")
    left, right = Fraction(*a), Fraction(*b)
    assert subject.ask(f"({SHOWN}(x), {SHOWN}(y))") == (shown(left), shown(right))


@pytest.mark.task(3)
@SOME
@given(a=PAIRS, b=NOT_ZERO_PAIRS, sign=SIGNS)
@example(a=(1, 2), b=(1, 3), sign="+")
@example(a=(1, 2), b=(1, 3), sign="-")
@example(a=(1, 2), b=(1, 3), sign="*")
@example(a=(1, 2), b=(1, 3), sign="/")
def test_augmented_assignment(subject: Subject, a: Pair, b: Pair, sign: str) -> None:
    """`x += y` binds `x` to the result; another name for the old object keeps the old value.

    The same goes for `-=`, `*=` and `/=`. Without `__iadd__`, Python does it by itself.
    """
    subject.run(f"x = alias = Ratio(*a)\nx {sign}= Ratio(*b)", a=a, b=b)
    result = OPERATIONS[sign](Fraction(*a), Fraction(*b))
    assert subject.ask(f"({SHOWN}(x), {SHOWN}(alias))") == (shown(result), shown(Fraction(*a)))


@pytest.mark.task(5)
@pytest.mark.kept("a division by zero makes such a Ratio, too; here it is named where it is made")
@FEW
@given(n=WHOLE)
@example(n=0)
@example(n=1)
def test_zero_denominator(subject: Subject, n: int) -> None:
    """`Ratio(n, 0)` raises ZeroDivisionError, for every `n`."""
    assert subject.raises("Ratio(n, 0)", "ZeroDivisionError", n=n) == "ZeroDivisionError"


@pytest.mark.task(5)
@FEW
@given(a=PAIRS, n=WHOLE)
@example(a=(1, 2), n=1)
@example(a=(0, 1), n=0)
def test_division_by_zero(subject: Subject, a: Pair, n: int) -> None:
    """Dividing a Ratio by `0` or `Ratio(0)`, or an int by `Ratio(0)`, raises ZeroDivisionError."""
    zero = "ZeroDivisionError"
    subject.run("r = Ratio(*a)", a=a)
    assert subject.raises("r / 0", zero) == zero
    assert subject.raises("r / Ratio(0)", zero) == zero
    assert subject.raises("n / Ratio(0)", zero, n=n) == zero


@pytest.mark.task(6)
@FEW
@given(a=PAIRS, other=FOREIGN)
@example(a=(1, 2), other="x")
@example(a=(1, 2), other=0.5)
def test_returns_not_implemented(subject: Subject, a: Pair, other: object) -> None:
    """Given a foreign operand, each of the eight methods returns `NotImplemented`.

    `NotImplemented` is a value to return; `NotImplementedError` is an exception.
    """
    subject.run("r = Ratio(*a)", a=a)
    answers = "{method: getattr(r, method)(other) is NotImplemented for method in methods}"
    methods = [name for pair in METHODS for name in pair[:2]]
    got = subject.ask(answers, methods=methods, other=other)
    assert got == dict.fromkeys(methods, True)


FRIEND = """
class Friend:
    def __radd__(self, other): return ("radd", other.num, other.den)
    def __rsub__(self, other): return ("rsub", other.num, other.den)
    def __rmul__(self, other): return ("rmul", other.num, other.den)
    def __rtruediv__(self, other): return ("rtruediv", other.num, other.den)
"""


@pytest.mark.task(6)
@FEW
@given(a=PAIRS)
@example(a=(1, 2))
def test_other_side_gets_its_turn(subject: Subject, a: Pair) -> None:
    """When a Ratio can't do it, the right operand's reflected method is called with the Ratio."""
    subject.run(FRIEND)
    subject.run("r = Ratio(*a)", a=a)
    value = Fraction(*a)
    got = subject.ask("[r + Friend(), r - Friend(), r * Friend(), r / Friend()]")
    names = [reflected.strip("_") for _, reflected, _ in METHODS]
    assert got == [(name, value.numerator, value.denominator) for name in names]


@pytest.mark.task(6)
@pytest.mark.kept(
    "what the user of a Ratio meets; the checks beside it look at NotImplemented itself"
)
@FEW
@given(other=FOREIGN, sign=SIGNS)
@example(other="x", sign="+")
@example(other=None, sign="-")
@example(other=[1], sign="*")
@example(other=0.5, sign="/")
def test_type_error_when_nobody_can(subject: Subject, other: object, sign: str) -> None:
    """When neither side can do it, Python raises TypeError, whichever side the Ratio is on."""
    subject.run("r = Ratio(1, 2)")
    assert subject.raises(f"r {sign} other", "TypeError", other=other) == "TypeError"
    assert subject.raises(f"other {sign} r", "TypeError", other=other) == "TypeError"


@pytest.mark.task(7)
@pytest.mark.kept("the plain case of its task, before ints and foreign operands")
@SOME
@given(a=PAIRS, b=PAIRS, k=NOT_ZERO)
@example(a=(1, 2), b=(1, 2), k=2)
@example(a=(1, 2), b=(1, 3), k=-1)
@example(a=(1, 2), b=(3, 2), k=1)
@example(a=(10**30, 1), b=(10**30 + 1, 1), k=3)
def test_equality(subject: Subject, a: Pair, b: Pair, k: int) -> None:
    """Ratios are equal exactly when their values are; `!=` is the opposite."""
    a_again = (a[0] * k, a[1] * k)
    same = Fraction(*a) == Fraction(*b)
    compared = "(lambda x, again, y: (x == again, x != again, x == y, x != y))"
    made = "(Ratio(*a), Ratio(*a_again), Ratio(*b))"
    got = subject.ask(compared + made, a=a, a_again=a_again, b=b)
    assert got == (True, False, same, not same)


@pytest.mark.task(7)
@SOME
@given(n=WHOLE, a=PAIRS)
@example(n=2, a=(1, 2))
@example(n=0, a=(0, 3))
@example(n=10**30, a=(10**30 + 1, 1))
def test_equality_with_ints(subject: Subject, n: int, a: Pair) -> None:
    """A Ratio equals the int of the same value, on either side, and no other int."""
    same = Fraction(*a) == n
    compared = "(lambda r: (r == n, n == r, r != n, n != r))"
    got = subject.ask(f"({compared}(Ratio(n)), {compared}(Ratio(*a)))", a=a, n=n)
    assert got == ((True, True, False, False), (same, same, not same, not same))


@pytest.mark.task(7)
@FEW
@given(other=FOREIGN)
@example(other="x")
@example(other=0.5)
def test_equality_with_foreign_operands(subject: Subject, other: object) -> None:
    """A Ratio is equal to nothing foreign, and comparing raises nothing."""
    subject.run("r = Ratio(1, 2)")
    got = subject.ask("(r == other, other == r, r != other, other != r)", other=other)
    assert got == (False, False, True, True)
    assert subject.ask("(r == Ratio(2, 4), r != Ratio(1, 3))") == (True, True)


@pytest.mark.task(8)
@SOME
@given(a=PAIRS, k=NOT_ZERO, n=WHOLE)
@example(a=(1, 2), k=2, n=2)
@example(a=(1, 2), k=-1, n=-1)
@example(a=(1, 3), k=7, n=10**30 + 1)
def test_hash(subject: Subject, a: Pair, k: int, n: int) -> None:
    """What is equal has the same hash, ints included.

    A class that defines `__eq__` without `__hash__` has no hash at all.
    """
    a_again = (a[0] * k, a[1] * k)
    compared = "(lambda x, again: (hash(x) == hash(again), len({x, again})))"
    made = "(Ratio(*a), Ratio(*a_again))"
    got = subject.ask(f"(*{compared}{made}, hash(Ratio(n)) == hash(n))", a=a, a_again=a_again, n=n)
    assert got == (True, 1, True)
