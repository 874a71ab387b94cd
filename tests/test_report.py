"""The report keeps its schema, and sums up what is in it."""

from pathlib import Path

import msgspec
import pytest

import grader.report
from grader.report import (
    CheckReport,
    CheckStatus,
    CourseInfo,
    Report,
    Where,
    course_report,
    exercise_report,
    failing,
    have_one_cause,
)
from grader.reporters import json

SCHEMA_FILE = Path(grader.report.__file__).parent / "schema.json"


def check(status: CheckStatus, points: int = 1) -> CheckReport:
    return CheckReport(
        f"test_{status}", "It works.", status, points if status == "passed" else 0, points
    )


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (["passed", "passed"], "passed"),
        (["passed", "failed"], "failed"),
        (["failed", "error"], "failed"),
        (["error", "error"], "error"),
        (["timeout", "error"], "error"),
        (["passed", "error"], "failed"),
        (["not_run", "not_run"], "not_started"),
        (["passed", "not_run"], "failed"),
    ],
)
def test_an_exercise_s_status_follows_its_checks(
    statuses: list[CheckStatus], expected: str
) -> None:
    assert exercise_report("x", "X", tuple(map(check, statuses)), 0.0).status == expected


def test_scores_are_summed_as_integers() -> None:
    exercise = exercise_report("x", "X", (check("passed", 3), check("failed", 2)), 0.5)
    report = course_report(CourseInfo("C", "1"), 7, "off", (exercise, exercise))
    assert (exercise.score, exercise.max_score) == (3, 5)
    assert (report.score, report.max_score, report.seed) == (6, 10, 7)


def test_json_comes_back_as_the_same_report() -> None:
    one = msgspec.structs.replace(check("failed"), got="✗", where=Where("x/x.py", 3))
    exercise = exercise_report("x", "X", (one, check("passed")), 0.25)
    report = course_report(CourseInfo("C", "1"), 0, "off", (exercise,))
    text = json.render(report)
    assert msgspec.json.decode(text, type=Report) == report
    assert text.endswith("}\n")


def test_the_schema_in_the_repository_is_the_report_s() -> None:
    """Write it anew with `scripts/schema` after a change that is meant."""
    assert SCHEMA_FILE.read_text(encoding="utf-8") == json.schema()


def test_the_report_has_the_fields_that_the_design_fixes() -> None:
    assert Report.__struct_fields__ == (
        "schema", "course", "seed", "sandbox", "score", "max_score", "exercises")  # fmt: skip
    assert grader.report.ExerciseReport.__struct_fields__ == (
        "id", "title", "status", "score", "max_score", "duration", "diagnosis", "checks",
    )  # fmt: skip
    assert CheckReport.__struct_fields__ == (
        "id", "title", "status", "score", "max_score", "message", "expected", "got",
        "transcript", "output", "where",
    )  # fmt: skip


def check_with(name: str, status: str, lines: int = 1) -> CheckReport:
    return CheckReport(name, "T", status, 0, 1, transcript=">>> x\n1\n" * lines)  # type: ignore[arg-type]


def failing_of(*checks: CheckReport) -> list[str]:
    return [check.id for check in failing(checks)]


def test_where_few_checks_fail_the_one_that_is_quickest_to_see_comes_first() -> None:
    passed = [check_with(f"p{n}", "passed") for n in range(3)]
    found = (
        check_with("a", "failed", 3),
        check_with("b", "timeout", 2),
        check_with("c", "error", 3),
    )
    assert failing_of(*found, *passed) == ["b", "a", "c"]


def test_where_most_checks_fail_the_first_comes_first() -> None:
    found = (check_with("a", "failed", 3), check_with("b", "failed", 1))
    assert failing_of(*found, check_with("p", "passed")) == ["a", "b"]


def test_checks_have_one_cause_when_nothing_of_them_has_run() -> None:
    alike = [check_with("a", "error"), check_with("b", "error")]
    assert have_one_cause(alike)
    assert not have_one_cause(alike[:1])
    assert not have_one_cause([*alike, check_with("c", "error", 2)])
