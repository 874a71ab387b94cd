"""Annotations: on the student's lines, the most important first, and nothing but ours."""

import msgspec
import pytest

from grader.report import CheckReport, Where, exercise_report
from grader.reporters.github import MOST, render, stopped
from tests.reporters.actions_log import commands_in
from tests.reporters.reports import HOSTILE, PLAIN, failing_with, report_of


def test_a_failing_check_is_annotated_on_the_line_that_it_is_about() -> None:
    first, second, total = commands_in(render(PLAIN))
    assert first.name == second.name == "error"
    assert first.properties == {
        "file": "exercises/sums/sums.py", "line": "12", "title": "sums: `add` adds.",
    }  # fmt: skip
    assert first.data.startswith("Wrong: look at `add`.\nexpected: 3\ngot: 4\n>>> add(1, 2)\n4")
    assert second.properties == {"title": "sums: It ends."}
    assert (total.name, total.data) == ("notice", "5 of 9 points")


def test_what_was_not_begun_is_no_error() -> None:
    assert "more" not in {
        each.properties["title"].split(":")[0] for each in commands_in(render(PLAIN))
    }


@pytest.mark.parametrize("text", HOSTILE)
def test_a_student_s_text_stays_inside_its_annotation(text: str) -> None:
    error, total = commands_in(render(failing_with(text)))
    assert error.name == "error"
    assert error.properties == {"file": "exercises/a/a.py", "line": "1", "title": "a: A."}
    assert total.data == "0 of 1 points"


def test_a_hostile_file_name_or_title_stays_inside_its_property() -> None:
    report = failing_with("x")
    (check,) = report.exercises[0].checks
    where = Where("a,line=9::b%2C\r\n::notice::c", 1)
    check = msgspec.structs.replace(check, where=where, title="t,file=z::u")
    error, _ = commands_in(render(report_of(exercise_report("a", "A", (check,), 0.0))))
    assert error.properties == {
        "file": "exercises/a,line=9::b%2C\\x0d\n::notice::c",
        "line": "1",
        "title": "a: t,file=z::u",
    }


def failing(count: int) -> tuple[CheckReport, ...]:
    return tuple(CheckReport(f"test_{n}", f"{n}.", "failed", 0, 1) for n in range(count))


def test_each_exercise_s_first_failure_comes_before_the_others() -> None:
    two = [exercise_report(name, name, failing(2), 0.0) for name in ("a", "b")]
    titles = [each.properties["title"] for each in commands_in(render(report_of(*two)))]
    assert titles == ["a: 0.", "b: 0.", "a: 1.", "b: 1.", "Course"]


def test_no_more_than_are_shown_and_the_rest_is_counted() -> None:
    commands = commands_in(render(report_of(exercise_report("a", "A", failing(25), 0.0))))
    assert [each.name for each in commands] == ["error"] * MOST + ["notice"]
    assert "15 more checks fail" in commands[-1].data


def test_a_long_message_is_cut_and_says_so() -> None:
    error, _ = commands_in(render(failing_with("x" * 10_000)))
    assert len(error.data) < 4_000
    assert "cut here" in error.data


def test_stopped_text_holds_no_command_and_what_follows_does() -> None:
    for text in HOSTILE:
        log = stopped(text, "0123abcd") + "::notice::after\n"
        assert [each.name for each in commands_in(log)] == ["stop-commands", "notice"]
