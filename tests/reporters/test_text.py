"""The text for a person: one failure in full, the others in a line; any terminal can show it."""

import io

from rich.console import Console

from grader.report import CheckReport, Report, Where, exercise_report
from grader.reporters import text
from tests.reporters.reports import LATE, WAITING, report_of

FAILED = CheckReport(
    "test_add", "It adds.", "failed", 0, 2, "Wrong — look at “add”.", "3", "4",
    ">>> add(1, 2)\n4", "hello\nthere\n", Where("sums/sums.py", 12),
)  # fmt: skip
GOOD = CheckReport("test_sub", "It subtracts.", "passed", 1, 1)
SUMS = exercise_report("sums", "Sums", (FAILED, LATE, GOOD), 0.1)


def written(report: Report, *, encoding: str = "utf-8", verbose: bool = False) -> str:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, errors="strict")
    text.write(report, Console(file=stream, highlight=False, markup=False), verbose=verbose)
    stream.flush()
    return raw.getvalue().decode(encoding)


def test_the_first_failure_is_in_full() -> None:
    shown = written(report_of(SUMS, WAITING))
    for line in ("sums    0", "It adds.", "Wrong — look at “add”.", "   >>> add(1, 2)\n   4\n",
                 "   expected  3\n", "   got       4\n", "exercises/sums/sums.py, line 12",
                 "   printed   hello\n             there\n"):  # fmt: skip
        assert line.replace("sums    0", "sums") in shown


def test_the_others_are_a_line_each() -> None:
    shown = written(report_of(SUMS))
    assert "✗ test_loop: It ends." in shown
    assert ">>> loop()" not in shown
    assert "1 of 3 checks of sums passed" in shown


def test_verbose_shows_all() -> None:
    assert ">>> loop()" in written(report_of(SUMS), verbose=True)


def test_lines_to_paste_are_not_wrapped() -> None:
    long = ">>> " + "x" * 300
    check = CheckReport("test_a", "A.", "failed", 0, 1, transcript=long)
    assert long in written(report_of(exercise_report("a", "A", (check,), 0.0)))


def test_an_ascii_terminal_gets_ascii() -> None:
    shown = written(report_of(SUMS, WAITING), encoding="ascii")
    assert 'Wrong - look at "add".' in shown
    assert " no sums" in shown


def test_no_escape_codes_go_into_a_pipe() -> None:
    assert "\x1b" not in written(report_of(SUMS))


def test_the_next_step_is_always_said() -> None:
    assert "grader run sums" in written(report_of(SUMS))
    assert "grader show more" in written(report_of(WAITING))
    done = exercise_report("done", "Done", (GOOD,), 0.0)
    assert "Next:  grader show more" in written(report_of(done, WAITING))
    assert "Everything passed." in written(report_of(done))


def test_markup_in_a_student_s_values_is_only_text() -> None:
    check = CheckReport("test_a", "A.", "failed", 0, 1, got="[red]x[/red] [/]")
    assert "[red]x[/red] [/]" in written(report_of(exercise_report("a", "A", (check,), 0.0)))


def test_terminal_codes_in_a_student_s_output_are_made_visible() -> None:
    check = CheckReport("test_a", "A.", "failed", 0, 1, output="\x1b[2Jgone\x07")
    shown = written(report_of(exercise_report("a", "A", (check,), 0.0)))
    assert "\x1b" not in shown
    assert "\x07" not in shown
    assert "gone" in shown
