"""The loop of edit and see: what is graded when, what is remembered, and where the student is."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue

import pytest

from grader import state
from grader.course import Course, Exercise
from grader.evening.session import Session, Settings
from grader.report import ExerciseReport
from tests.conftest import FIXTURE, SOLUTION

FAILING = SOLUTION.replace("self.total = start", "self.total = -start")
HANGING = SOLUTION.replace("self.total += by", "\n        while True: pass")
LIMIT = 100
"""Seconds until what must come is missed; nothing waits so long when all is well."""


class Heard:
    """A listener that notes what it hears."""

    def __init__(self) -> None:
        self.events: Queue[tuple[str, str]] = Queue()
        self.reports: list[ExerciseReport] = []

    def checking(self, exercise: Exercise) -> None:
        self.events.put(("checking", exercise.id))

    def progressed(self, exercise: Exercise, done: int) -> None:
        pass

    def judged(self, exercise: Exercise, report: ExerciseReport) -> None:
        self.reports.append(report)
        self.events.put((report.status, exercise.id))

    def failed(self, reason: str) -> None:
        self.events.put(("broken", reason))

    def next(self) -> tuple[str, str]:
        return self.events.get(timeout=LIMIT)


@pytest.fixture
def exercises(tmp_path: Path) -> Path:
    shutil.copytree(FIXTURE / "exercises", tmp_path / "mine/exercises")
    return tmp_path / "mine/exercises"


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def session(
    course: Course, exercises: Path, heard: Heard, leaves_no_process: None
) -> Iterator[Session]:
    made = Session(course, exercises, Settings(), heard)
    yield made
    made.close()


def save(exercises: Path, source: str) -> None:
    (exercises / "counter/counter.py").write_text(source, encoding="utf-8")


def test_a_save_is_checked_told_and_remembered(
    session: Session, exercises: Path, heard: Heard
) -> None:
    session.begin()
    session.start()
    assert heard.next() == ("checking", "counter")
    assert heard.next() == ("not_started", "counter")
    save(exercises, SOLUTION)
    assert [heard.next(), heard.next()] == [("checking", "counter"), ("passed", "counter")]
    assert session.exercise.id == "counter", "nobody but the student moves on"
    assert session.report(session.exercise) == heard.reports[-1]
    assert state.read(str(exercises.parent)).entries["counter"].status == "passed"
    assert session.go("next").id == "tree"
    assert [heard.next(), heard.next()] == [("checking", "tree"), ("not_started", "tree")]


def test_a_newer_save_ends_the_grade_of_an_older_one(
    session: Session, exercises: Path, heard: Heard
) -> None:
    save(exercises, HANGING)
    session.begin()
    session.start()
    assert heard.next() == ("checking", "counter")
    save(exercises, FAILING)
    assert heard.next() == ("checking", "counter")
    assert heard.next() == ("failed", "counter")
    assert heard.reports[-1].diagnosis or heard.reports[-1].score < heard.reports[-1].max_score


def test_a_save_of_another_exercise_goes_first_and_none_is_lost(
    session: Session, exercises: Path, heard: Heard
) -> None:
    save(exercises, SOLUTION)
    gate = threading.Event()
    hold(session, gate)
    session.begin("counter")
    session.start()
    assert heard.next() == ("checking", "counter")
    shutil.copytree(FIXTURE / "solutions/tree", exercises / "tree", dirs_exist_ok=True)
    while not session._abandon.is_set():
        threading.Event().wait(0.01)
    gate.set()
    events = {heard.next(): None for _ in range(4)}
    assert list(events)[:2] == [("checking", "tree"), ("passed", "tree")]
    assert ("passed", "counter") in events
    assert session.exercise.id == "counter"


def hold(session: Session, gate: threading.Event) -> None:
    """Have the first grade wait until the gate opens."""
    grade = session._resident.grade

    def held(*arguments: object) -> ExerciseReport:
        gate.wait(LIMIT)
        return grade(*arguments)  # type: ignore[arg-type]

    setattr(session._resident, "grade", held)  # noqa: B010  a bound method


def test_a_touch_is_not_graded_but_asking_is(
    session: Session, exercises: Path, heard: Heard
) -> None:
    save(exercises, SOLUTION)
    session.begin()
    session.start()
    assert [heard.next(), heard.next()] == [("checking", "counter"), ("passed", "counter")]
    save(exercises, SOLUTION)
    (exercises / "counter/counter.py~").write_text("x")
    session.saved(["counter"])
    session.finish()
    assert heard.events.empty()
    session.check("counter")
    assert [heard.next(), heard.next()] == [("checking", "counter"), ("passed", "counter")]


def test_what_is_known_is_shown_without_grading(
    session: Session, course: Course, exercises: Path, heard: Heard
) -> None:
    save(exercises, SOLUTION)
    session.begin("counter")
    session.start()
    assert [heard.next(), heard.next()] == [("checking", "counter"), ("passed", "counter")]
    again = Heard()
    other = Session(course, exercises, Settings(), again)
    other.begin("counter")
    other.start()
    assert again.next() == ("passed", "counter")
    other.close()


def test_a_deleted_and_a_broken_file_are_told(
    session: Session, exercises: Path, heard: Heard
) -> None:
    save(exercises, "def (:\n")
    session.begin("counter")
    session.start()
    assert [heard.next(), heard.next()] == [("checking", "counter"), ("error", "counter")]
    assert "can't be read as Python" in heard.reports[-1].checks[0].message
    (exercises / "counter/counter.py").unlink()
    assert [heard.next(), heard.next()] == [("checking", "counter"), ("error", "counter")]
    assert "is missing" in heard.reports[-1].checks[0].message


def test_the_same_failure_three_times_asks_for_a_hint(
    session: Session, exercises: Path, heard: Heard
) -> None:
    save(exercises, FAILING)
    session.begin("counter")
    session.start()
    for number in range(1, 4):
        assert [heard.next(), heard.next()] == [("checking", "counter"), ("failed", "counter")]
        assert session.is_stuck(session.exercise) == (number == 3)
        save(exercises, FAILING + "# again\n" * number)
    assert [heard.next(), heard.next()][1] == ("failed", "counter")
    save(exercises, SOLUTION)
    assert [heard.next(), heard.next()][1] == ("passed", "counter")
    assert not session.is_stuck(session.exercise)


@pytest.mark.parametrize(
    ("source", "current", "wanted", "expected"),
    [
        ("", "", "", "counter"),
        ("", "tree", "", "tree"),
        ("", "tree", "coun", "counter"),
        ("", "gone", "", "counter"),
    ],
)
def test_a_session_begins_where_the_student_was(
    session: Session, exercises: Path, source: str, current: str, wanted: str, expected: str
) -> None:
    state.update(str(exercises.parent), lambda before: before._replace(current=current))
    session.begin(wanted)
    assert session.exercise.id == expected
    assert state.read(str(exercises.parent)).current == expected


def test_next_passes_over_what_is_passed_and_previous_does_not(
    session: Session, exercises: Path, heard: Heard
) -> None:
    save(exercises, SOLUTION)
    session.begin("counter")
    session.start()
    assert [heard.next(), heard.next()][1] == ("passed", "counter")
    for move, expected in (("next", "tree"), ("next", "tree"), ("previous", "counter"),
                           ("previous", "counter")):  # fmt: skip
        assert session.go(move).id == expected  # type: ignore[arg-type]


def test_reset_grades_the_stub_and_keeps_the_file(
    session: Session, exercises: Path, heard: Heard
) -> None:
    save(exercises, SOLUTION)
    session.begin("counter")
    session.start()
    assert [heard.next(), heard.next()][1] == ("passed", "counter")
    kept = session.reset()
    assert kept is not None
    assert kept.read_text(encoding="utf-8") == SOLUTION
    assert [heard.next(), heard.next()][1] == ("not_started", "counter")


def test_the_file_to_edit_is_that_of_the_first_failure(
    session: Session, exercises: Path, heard: Heard
) -> None:
    session.begin("counter")
    assert session.file_to_edit() == (exercises / "counter/counter.py", None)
    save(exercises, SOLUTION.replace("self.total = start", "raise OSError"))
    session.start()
    assert [heard.next(), heard.next()][1][1] == "counter"
    path, line = session.file_to_edit()
    assert path == exercises / "counter/counter.py"
    assert line is not None
    assert "raise OSError" in path.read_text().splitlines()[line - 1]


def test_a_broken_judge_is_said_and_the_loop_goes_on(
    session: Session, exercises: Path, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(exercises, SOLUTION)
    session.begin("counter")
    grade: Callable[..., ExerciseReport] = session._resident.grade
    calls: list[int] = []

    def once_broken(*arguments: object) -> ExerciseReport:
        calls.append(1)
        if len(calls) == 1:
            raise ZeroDivisionError("ours")
        return grade(*arguments)

    monkeypatch.setattr(session._resident, "grade", once_broken)
    session.start()
    assert [heard.next(), heard.next()] == [
        ("checking", "counter"),
        ("broken", "ZeroDivisionError: ours"),
    ]
    session.check("counter")
    assert [heard.next(), heard.next()][1] == ("passed", "counter")
