"""Only what changed is graded, the page says so at once, and only the newest verdict counts."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from grader.course import Course
from grader.judge import Job
from grader.report import ExerciseReport, exercise_report
from grader.run import Options
from grader.web.board import Board, Part
from grader.web.desk import Desk
from tests.conftest import FIXTURE
from tests.page.reports import FAILED, PASSED

SOON = 20.0
"""Seconds; far more than anything here takes."""
COUNTER = "exercise-counter"
CHECKING = "being checked"


class HandWorkers:
    """Takes jobs; the test ends them."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []
        self.futures: list[Future[ExerciseReport]] = []
        self.broken = False

    def submit(self, job: Job) -> Future[ExerciseReport]:
        if self.broken:
            raise RuntimeError
        self.jobs.append(job)
        self.futures.append(Future())
        return self.futures[-1]

    def close(self) -> None:
        pass


class Setup:
    """A desk over an untouched submission, and a reader who is told what changes."""

    def __init__(self, course: Course, folder: Path) -> None:
        self.file = folder / "counter/counter.py"
        self.workers = HandWorkers()
        self.board = Board()
        self.desk = Desk(course, folder, Options(), self.workers, self.board, sandbox="none")
        self._changes = self.board.changes(self.board.now()[0], SOON)

    def next_change(self, id: str, holds: Callable[[str], bool]) -> Part:
        """The next state of a part of which that holds."""
        for part in self._changes:
            assert part is not None, "nothing changed for a long time"
            if part.id == id and holds(part.html):
                return part
        raise AssertionError

    def look(self) -> list[Job]:
        """Look at all files; the jobs that came of it."""
        before = len(self.workers.jobs)
        self.desk.look()
        self.desk.wait()
        return self.workers.jobs[before:]


@pytest.fixture
def setup(course: Course, tmp_path: Path) -> Iterator[Setup]:
    shutil.copytree(FIXTURE / "exercises", tmp_path / "exercises")
    made = Setup(course, tmp_path / "exercises")
    made.desk.start()
    yield made
    made.desk.stop()


def verdict() -> ExerciseReport:
    return exercise_report("counter", "A counter", (FAILED, PASSED), 0.1)


def test_all_is_looked_at_in_the_beginning(setup: Setup) -> None:
    assert [job.exercise.id for job in setup.look()] == ["counter", "tree"]
    assert CHECKING in setup.desk.page()


def test_a_file_is_graded_when_it_changed_and_not_else(setup: Setup) -> None:
    setup.look()
    assert setup.look() == []
    setup.file.write_text("x = 1")
    assert [job.exercise.id for job in setup.look()] == ["counter"]
    setup.file.write_text("x = 1")
    (setup.file.parent / ".counter.py.swp").write_text("y")
    (setup.file.parent / "4913").write_text("y")
    assert setup.look() == []


def test_the_page_says_at_once_that_it_is_checked_and_then_the_verdict(setup: Setup) -> None:
    setup.look()
    setup.next_change(COUNTER, lambda html: CHECKING in html)
    setup.workers.futures[0].set_result(verdict())
    part = setup.next_change(COUNTER, lambda html: CHECKING not in html)
    assert FAILED.got in part.html  # type: ignore[operator]
    assert part.said == "A counter: 1 of 2 checks passed"
    setup.next_change("overview", lambda html: "1 begun" in html)


def test_a_verdict_of_files_that_have_changed_since_is_dropped(setup: Setup) -> None:
    setup.look()
    setup.file.write_text("x = 1")
    setup.look()
    old, new = setup.workers.futures[0], setup.workers.futures[-1]
    if not old.cancelled():
        old.set_result(verdict())
    setup.desk.wait()
    assert FAILED.title not in setup.board.now()[1][COUNTER]
    new.set_result(verdict())
    setup.next_change(COUNTER, lambda html: CHECKING not in html)


def test_a_running_verdict_of_old_files_is_dropped(setup: Setup) -> None:
    setup.look()
    setup.workers.futures[0].set_running_or_notify_cancel()
    setup.file.write_text("x = 1")
    setup.look()
    setup.workers.futures[0].set_result(verdict())
    setup.desk.wait()
    assert CHECKING in setup.board.now()[1][COUNTER]


def test_a_grader_that_fails_is_told_as_its_own_fault(setup: Setup) -> None:
    setup.look()
    setup.workers.futures[0].set_exception(MemoryError("secret"))
    part = setup.next_change(COUNTER, lambda html: CHECKING not in html)
    assert "our mistake" in part.html
    assert "secret" not in part.html
    setup.workers.broken = True
    setup.file.write_text("x = 1")
    setup.desk.look()
    setup.next_change(COUNTER, lambda html: CHECKING not in html and "RuntimeError" in html)


def test_files_that_cannot_be_read_leave_the_verdict(
    setup: Setup, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    setup.look()
    setup.workers.futures[0].set_result(verdict())
    setup.next_change(COUNTER, lambda html: CHECKING not in html)
    with monkeypatch.context() as patched:
        patched.setattr("grader.web.desk.read_submitted", refuse)
        setup.desk.look()
        part = setup.next_change(COUNTER, lambda html: "Permission denied" in html)
    assert FAILED.title.replace("`", "") in part.html.replace('<code class="short">', "").replace(
        "</code>", ""
    )
    assert [job.exercise.id for job in setup.look()] == ["counter", "tree"]


def test_the_exercise_to_go_on_with_is_open_when_the_page_is_loaded(setup: Setup) -> None:
    setup.look()
    assert " open data-open" in setup.board.now()[1][COUNTER]
    passed = exercise_report("counter", "A counter", (PASSED,), 0.1)
    setup.workers.futures[0].set_result(passed)
    setup.next_change("overview", lambda html: "1 of 2 exercises passed" in html)
    assert " open data-open" not in setup.board.now()[1][COUNTER]
    assert " open data-open" in setup.board.now()[1]["exercise-tree"]
