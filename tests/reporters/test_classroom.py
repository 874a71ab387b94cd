"""The result for `classroom-resources`: both of the reporter's sums come to our points."""

import base64
import json

import pytest

from grader.course import own_course
from grader.report import CheckReport, ExerciseReport, exercise_report
from grader.reporters import classroom
from tests.reporters.actions_log import commands_in
from tests.reporters.classroom_reporter import report as reporter
from tests.reporters.reports import HOSTILE, PLAIN, failing_with, report_of


def decoded(line: str) -> dict[str, object]:
    document = json.loads(base64.b64decode(line))
    assert isinstance(document, dict)
    return document


def exercise(points: int, earned: int, name: str = "x") -> ExerciseReport:
    checks = tuple(
        CheckReport(f"test_{n}", "T.", *(("passed", 1) if n < earned else ("failed", 0)), 1)
        for n in range(points)
    )
    return exercise_report(name, "X", checks, 0.0)


def test_a_point_is_a_test() -> None:
    document = decoded(classroom.render(report_of(PLAIN.exercises[0])))
    assert document["status"] == "fail"
    assert document["max_score"] == 6
    tests = document["tests"]
    assert isinstance(tests, list)
    assert [(test["name"], test["score"]) for test in tests] == [
        ("sums test_add: `add` adds. (point 1 of 3)", 1),
        ("sums test_add: `add` adds. (point 2 of 3)", 0),
        ("sums test_add: `add` adds. (point 3 of 3)", 0),
        ("sums test_loop: It ends.", 0),
        ("sums test_sub: It subtracts. (point 1 of 2)", 1),
        ("sums test_sub: It subtracts. (point 2 of 2)", 1),
    ]
    assert tests[1]["test_code"] == ">>> add(1, 2)\n4"


def test_the_reporter_s_console_is_exact_for_every_score() -> None:
    """Its arithmetic is not, from 22 points on: the reason for `EXACT`."""
    for points in range(1, classroom.EXACT + 1):
        assert all(earned / points * points == earned for earned in range(points + 1))
    assert any(earned / 22 * 22 != earned for earned in range(23))
    for points in (21, 22, 50):
        for earned in range(points + 1):
            lines = classroom.outputs(report_of(exercise(points, earned))).splitlines()
            reported = reporter(dict(line.split("=", 1) for line in lines))
            assert reported.console == reported.notice == (earned, points)


def test_an_exercise_with_more_points_has_several_runners() -> None:
    assert classroom.runners("x", 0) == classroom.runners("x", 21) == ["x"]
    assert classroom.runners("x", 22) == ["x_1", "x_2"]
    for points in (0, 1, 21, 22, 42, 43):
        lines = classroom.outputs(report_of(exercise(points, 0))).splitlines()
        assert [line.split("=")[0] for line in lines] == classroom.runners("x", points)


def test_the_runners_of_our_own_course_have_names_of_their_own() -> None:
    names = [
        name
        for each in own_course().exercises
        for name in classroom.runners(each.id, each.max_score)
    ]
    assert len(set(names)) == len(names)
    assert all(name.isidentifier() for name in names)


@pytest.mark.parametrize(("earned", "failed"), [(2, None), (1, "Some tests failed.")])
def test_the_reporter_s_step_fails_unless_all_passed(earned: int, failed: str | None) -> None:
    assert reporter({"x": classroom.render(report_of(exercise(2, earned)))}).failed == failed


def test_a_failing_check_that_is_worth_nothing_fails_all_the_same() -> None:
    check = CheckReport("test_a", "A.", "failed", 0, 0)
    result = classroom.render(report_of(exercise_report("a", "A", (check,), 0.0)))
    reported = reporter({"a": result})
    assert (reported.console, reported.notice) == ((0, 0), None)
    assert reported.failed


@pytest.mark.parametrize("text", HOSTILE)
def test_what_the_reporter_prints_is_no_command(text: str) -> None:
    check = CheckReport("test_a", text, "failed", 0, 1, transcript=text)
    results = {
        "all": classroom.render(report_of(exercise_report("a", "A", (check,), 0.0))),
        "one": classroom.outputs(failing_with(text)).split("=", 1)[1],
    }
    assert commands_in(reporter(results).printed) == []


def test_it_fits_an_environment_variable_however_much_there_is() -> None:
    check = CheckReport("test_a", "界" * 500, "failed", 0, 1, transcript="界" * 5_000)
    report = report_of(*(exercise_report(f"e{n}", "E", (check,) * 40, 0.0) for n in range(25)))
    assert len(classroom.render(report)) < 128 * 1024
    lines = classroom.outputs(report).splitlines()
    assert sum(map(len, lines)) < 2 * 1024 * 1024
    assert reporter({"all": classroom.render(report)}).notice == (0, 1_000)


def test_more_points_than_it_can_list_are_refused() -> None:
    check = CheckReport("test_a", "A.", "passed", 10**9, 10**9)
    report = report_of(exercise_report("a", "A", (check,), 0.0))
    for render in (classroom.render, classroom.outputs):
        with pytest.raises(classroom.TooManyPoints, match="1000000000"):
            render(report)
