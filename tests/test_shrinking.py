"""The search for the smallest failing case ends by what it costs, at the same case each time."""

import pytest

from grader import shrinking
from tests.conftest import SOLUTION, GradeSource, by_id

WRONG_LATE = SOLUTION.replace("self.total += by", "self.total += by + (abs(by) > 300)")


def test_a_quick_submission_gets_the_smallest_case(grade_source: GradeSource) -> None:
    check = by_id(grade_source(WRONG_LATE))["test_bump"]
    assert check.status == "failed"
    assert "301" in check.transcript


def test_where_it_costs_too_much_another_case_is_shown(
    grade_source: GradeSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shrinking, "MOST_SECONDS", -1.0)
    first, second = (by_id(grade_source(WRONG_LATE))["test_bump"] for _ in range(2))
    assert first == second
    assert first.status == "failed"
    assert "301" not in first.transcript
