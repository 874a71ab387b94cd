"""What students are told is recorded, compared, and fit to be read."""

from pathlib import Path

import pytest

from grader.course import own_course
from grader.proof.said import FOLDER, PYTHON, rest, steady, unfit
from grader.report import CheckReport, exercise_report
from tests.proof.conftest import Prove

COURSE = own_course()


def check(name: str, status: str = "failed") -> CheckReport:
    return CheckReport(name, "It is so.", status, 0, 1)  # type: ignore[arg-type]


def test_a_message_that_changed_is_told_and_recorded(root: Path, prove: Prove) -> None:
    recording = root / "grader/said/counter.txt"
    before = recording.read_text(encoding="utf-8")
    recording.write_text(before.replace("Return it", "Give it"), encoding="utf-8")
    (failure,) = prove().failures
    assert (failure.claim, failure.open) == ("messages", str(recording))
    assert prove(update=True).failures == ()
    assert recording.read_text(encoding="utf-8") == before


def test_a_recording_of_another_python_is_not_compared(root: Path, prove: Prove) -> None:
    recording = root / "grader/said/counter.txt"
    recording.write_text("Python 2.7\n", encoding="utf-8")
    assert prove().failures == ()


def test_each_failing_check_is_shown_in_full_once() -> None:
    one = exercise_report("x", "X", (check("a"), check("b"), check("c", "passed")), 0.0)
    two = exercise_report("x", "X", (check("b"), check("d")), 0.0)
    three = exercise_report("x", "X", (check("a"), check("d"), check("e")), 0.0)
    assert [found.id for _, found in rest([one, two, three])] == ["d", "e"]


def test_the_line_at_which_a_loop_was_met_is_not_recorded_and_every_other_is() -> None:
    hung = "   got       no answer: it was still {}\n   where     exercises/x/x.py, line 53\n"
    assert steady(hung.format("computing")) == hung.format("computing").replace("53", "…")
    assert steady(hung.format("waiting")) == hung.format("waiting")


@pytest.mark.parametrize(
    "told",
    [
        "see /work/grader/plugin.py",
        'File "counter.py", line 3',
        "<object object at 0x7f5efa77a1f0>",
        "NoValue object",
        "/tmp/underglass-x/code-1/counter.py",
        "in <probe>",
    ],
)
def test_what_no_student_is_to_read_is_found(told: str) -> None:
    assert unfit(f"fine\n{told}\n")


@pytest.mark.parametrize(
    "told", ["from grader.observers.traits import log", "grader run x", "0x1f"]
)
def test_what_a_student_may_read_is_left_alone(told: str) -> None:
    assert unfit(told) == []


@pytest.mark.parametrize("exercise", COURSE.exercises, ids=lambda exercise: exercise.id)
def test_what_the_course_says_is_recorded_and_fit(exercise: object) -> None:
    path = Path(COURSE.hidden) / FOLDER / f"{exercise.id}.txt"  # type: ignore[attr-defined]
    recorded = path.read_text(encoding="utf-8")
    assert recorded.startswith(PYTHON[:8])
    assert unfit(recorded) == []
