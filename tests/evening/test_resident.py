"""A warm worker gives the report that `grader run` gives, and can be ended at any time."""

import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from grader.course import Exercise
from grader.evening.resident import Resident, Superseded
from grader.judge import grade
from grader.report import CheckStatus
from tests.conftest import SOLUTION, job, without_duration

FAILING = SOLUTION.replace("self.total = start", "self.total = -start")
HANGING = "import time\nwhile True:\n    time.sleep(0)\n"


@pytest.fixture
def resident(leaves_no_process: None, tmp_path: Path) -> Iterator[Resident]:
    made = Resident()
    yield made
    made.close()
    assert list(tmp_path.glob("underglass*")) == []


def test_reports_are_those_of_a_fresh_run_again_and_again(
    resident: Resident, counter: Exercise, portable: bool
) -> None:
    for source in (FAILING, "def", SOLUTION):
        graded = resident.grade(
            job(counter, source, portable=portable), lambda *_: None, threading.Event()
        )
        assert without_duration(graded) == without_duration(grade(job(counter, source)))


def test_progress_tells_each_check(resident: Resident, counter: Exercise) -> None:
    told: list[tuple[str, CheckStatus]] = []
    resident.grade(job(counter, SOLUTION), lambda *check: told.append(check), threading.Event())
    assert told == [(check.id, "passed") for check in counter.checks]


def test_an_untouched_stub_costs_no_worker(
    resident: Resident, counter: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.evening.resident.Worker", None)
    stub = (Path(counter.folder) / "counter.py").read_bytes()
    report = resident.grade(job(counter, stub), lambda *_: None, threading.Event())
    assert report.status == "not_started"


def test_a_hang_is_abandoned_at_once_and_its_subject_ended(
    resident: Resident, counter: Exercise, portable: bool
) -> None:
    abandon = threading.Event()
    raised: list[BaseException] = []

    def grade_hanging() -> None:
        try:
            resident.grade(job(counter, HANGING, portable=portable), lambda *_: None, abandon)
        except Superseded as reason:
            raised.append(reason)

    thread = threading.Thread(target=grade_hanging)
    thread.start()
    while not _subjects():
        threading.Event().wait(0.05)
    abandon.set()
    thread.join(60)
    assert len(raised) == 1
    report = resident.grade(job(counter, SOLUTION), lambda *_: None, threading.Event())
    assert report.status == "passed"


def _subjects() -> list[psutil.Process]:
    """The processes that hold a student's code: those below a worker's launcher."""
    return [
        child
        for child in psutil.Process().children(recursive=True)
        if any("grader.subject" in word for word in _words(child))
    ]


def _words(process: psutil.Process) -> list[str]:
    try:
        return list(process.cmdline())
    except psutil.Error:
        return []
