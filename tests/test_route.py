"""What to do next: prerequisites first, what is begun before what is not."""

import msgspec
import pytest

from grader.course import Course, Exercise
from grader.report import CheckReport, CourseInfo, Report, course_report, exercise_report
from grader.route import directions, next_exercise

STATUSES = {"passed": "passed", "failed": "failed", "untouched": "not_run"}


@pytest.fixture
def three(counter: Exercise, course: Course) -> Course:
    """`a`; `b` after `a`; `c` after nothing."""
    exercises = tuple(
        msgspec.structs.replace(
            counter, id=name, entry=msgspec.structs.replace(counter.entry, after=after)
        )
        for name, after in (("a", ()), ("b", ("a",)), ("c", ()))
    )
    return msgspec.structs.replace(course, exercises=exercises)


def report(**states: str) -> Report:
    """A report on exercises of two checks; the second one fails where the state says failed."""
    exercises = tuple(
        exercise_report(
            name,
            name.upper(),
            tuple(
                CheckReport(check, "It holds.", status, int(status == "passed"), 1)  # type: ignore[arg-type]
                for check, status in (
                    ("test_1", "not_run" if state == "untouched" else "passed"),
                    ("test_2", STATUSES[state]),
                )
            ),
            0.0,
        )
        for name, state in states.items()
    )
    return course_report(CourseInfo("C", "1"), 0, "off", exercises)


@pytest.mark.parametrize(
    ("a", "b", "c", "expected"),
    [
        ("untouched", "untouched", "untouched", "a"),
        ("passed", "untouched", "untouched", "b"),
        ("passed", "untouched", "failed", "c"),
        ("untouched", "failed", "untouched", "a"),
        ("failed", "failed", "failed", "a"),
        ("passed", "passed", "untouched", "c"),
        ("passed", "passed", "passed", None),
    ],
)
def test_an_open_exercise_that_is_begun_goes_first_then_the_order(
    three: Course, a: str, b: str, c: str, expected: str | None
) -> None:
    found = next_exercise(three, report(a=a, b=b, c=c))
    assert (found.id if found else None) == expected


def test_a_new_one_is_shown_with_all_its_steps(three: Course) -> None:
    said = directions(three, report(a="passed", b="untouched", c="untouched"), "uv run grader")
    assert said.startswith("1 of 3 exercises passed.\nNext: b · B (level 1)\n")
    for step in ("uv run grader show b", "exercises/b/b.py", "uv run grader run b"):
        assert step in said


def test_a_begun_one_is_shown_with_what_passes(three: Course) -> None:
    said = directions(three, report(a="failed", b="untouched", c="untouched"), "grader")
    assert "Go on with a · A: 1 of 2 checks pass." in said


def test_the_end_of_the_course_is_said(three: Course) -> None:
    said = directions(three, report(a="passed", b="passed", c="passed"), "grader")
    assert said == "Everything passed: all 3 exercises of the course are done."
