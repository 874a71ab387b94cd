"""Equal numbers are normally the same answer; what isn't equal never is."""

import itertools

import pytest

from grader.numbers import normal, retyped
from grader.subject.encode import encode

VALUES = [
    0, 1, -1, True, False, 1.0, -0.0, 0.0, 1.5, 2**53, 2.0**60, 2**60, 10**30, "1", b"1", None,
    (1,), (1.0,), [1], [True], {1, 2}, {1.0, 2}, {0: 1, 1: 2}, {True: 2.0, False: 1}, (), [], {},
    float("inf"), ("f", "0x1p+0"), "\ud800",
]  # fmt: skip


PAIRS = list(itertools.combinations(VALUES, 2))


def written(value: object) -> bytes:
    return normal(encode(value).encode())


@pytest.mark.parametrize(("one", "other"), PAIRS, ids=repr)
def test_values_are_written_alike_exactly_when_they_are_equal(one: object, other: object) -> None:
    assert (written(one) == written(other)) is (one == other)


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_retyped_value_is_equal_and_its_numbers_are_of_another_type(value: object) -> None:
    assert retyped(value) == value


def test_numbers_are_retyped_everywhere() -> None:
    assert repr(retyped([(1, True), {2: 3.0}, "1", 0.5])) == "[(1.0, 1), {2.0: 3}, '1', 0.5]"
