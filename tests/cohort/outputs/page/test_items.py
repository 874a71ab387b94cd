"""The statistics are what one computes by hand, and say nothing where nothing can be said."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.cohort.outputs.entries import Gradebook
from grader.cohort.outputs.page.items import correlation, flag, item_analysis, upper_lower
from grader.cohort.outputs.page.scores import collect
from tests.cohort.outputs.made_up import HALF, STEADY, MadeUp, row, ungraded


def numbers(*given: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(given, dtype=np.int64)


def test_the_correlation_is_pearson_s() -> None:
    # means 0.6 and 3; products -0.6*-2 -0.6*-1 +0.4*0 +0.4*1 +0.4*2 = 3; sqrt(1.2 * 10)
    assert correlation(numbers(0, 0, 1, 1, 1), numbers(1, 2, 3, 4, 5)) == pytest.approx(3 / 12**0.5)


@pytest.mark.parametrize(
    ("one", "other"),
    [((), ()), ((1,), (3,)), ((1, 1, 1), (1, 2, 3)), ((0, 1), (5, 5))],
    ids=["nobody", "one student", "everybody passes", "equal scores"],
)
def test_without_variance_nothing_is_told(one: tuple[int, ...], other: tuple[int, ...]) -> None:
    assert correlation(numbers(*one), numbers(*other)) is None
    if len(set(other)) < 2:
        assert upper_lower(numbers(*one) == 1, numbers(*other)) is None


def test_upper_and_lower_group_are_the_best_and_the_last_27_percent() -> None:
    totals = np.arange(100)
    passed = totals >= 80  # 20 of the upper 27, nobody of the lower 27
    assert upper_lower(passed, totals) == pytest.approx(20 / 27)
    assert upper_lower(~passed, totals) == pytest.approx(7 / 27 - 1)


def test_students_with_the_same_score_at_the_border_count_in_part() -> None:
    totals = numbers(9, 5, 5, 5, 5, 5, 5, 5, 5, 1)  # groups of 2.7: one, and 1.7 of the eight
    passed = np.array([1, 1, 1, 0, 0, 0, 0, 0, 0, 0], bool)
    assert upper_lower(passed, totals) == pytest.approx((1 + 1.7 / 4) / 2.7 - 1.7 / 4 / 2.7)


@STEADY
@given(st.permutations(range(12)))
def test_the_order_of_students_decides_nothing(order: list[int]) -> None:
    totals = numbers(3, 3, 3, 3, 2, 2, 2, 2, 1, 1, 1, 0)
    passed = np.array([1, 0, 1, 1, 0, 1, 0, 1, 0, 0, 1, 0], bool)
    assert upper_lower(passed[order], totals[order]) == pytest.approx(upper_lower(passed, totals))


@STEADY
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 9)), min_size=2, max_size=30))
def test_a_difference_is_between_minus_one_and_one(students: list[tuple[bool, int]]) -> None:
    passed, totals = map(np.array, zip(*students, strict=True))
    difference = upper_lower(passed, totals)
    assert difference is None or -1 - 1e-9 <= difference <= 1 + 1e-9


@pytest.mark.parametrize(
    ("attempts", "passes", "rest", "groups", "expected"),
    [
        (0, 0, None, None, ""),
        (3, 0, None, None, "nobody"),
        (3, 3, None, None, "everybody"),
        (19, 10, -0.9, -0.9, ""),
        (25, 12, -0.41, -0.3, "negative"),
        (25, 12, -0.39, 0.1, "weak"),
        (25, 24, 0.1, 0.1, ""),
        (25, 12, 0.5, 0.6, ""),
    ],
)
def test_what_an_instructor_should_look_at_is_flagged(
    attempts: int, passes: int, rest: float | None, groups: float | None, expected: str
) -> None:
    assert flag(attempts, passes, rest, groups) == expected


def test_a_check_is_measured_over_those_who_began_its_exercise() -> None:
    rows = (row("a"), row("b"), row("c", HALF), row("d", (("failed", "failed"), ("failed",))))
    starts, counts, first = item_analysis(
        collect(Gradebook(MadeUp((*rows, ungraded("e", "empty")))))
    )
    assert [(i.passed, i.attempts) for i in (starts, counts, first)] == [(3, 4), (2, 4), (2, 3)]
    assert first.difficulty == pytest.approx(2 / 3)
    # passes 1 1 1 0 against what is left of the totals: 3 3 0 0
    assert starts.discrimination == pytest.approx(0.75 * 1.5 / (0.75 * 9) ** 0.5 * 2 / 1.5)


def test_one_student_has_no_statistics() -> None:
    (starts, *_) = item_analysis(collect(Gradebook(MadeUp((row("a", HALF),)))))
    assert (starts.difficulty, starts.discrimination, starts.upper_lower) == (1.0, None, None)
