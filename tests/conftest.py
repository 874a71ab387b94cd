"""What the tests share: the fixture course, and ways to grade a piece of source on it."""

import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import psutil
import pytest

from grader.course import Course, Exercise, load_course
from grader.judge import Job, grade
from grader.launch import Launcher, launcher
from grader.probe import Subject
from grader.report import CheckReport, ExerciseReport
from grader.subject.loop import Setup
from grader.submission import Submitted

FIXTURE = Path(__file__).parent / "fixture"
SOLUTION = (FIXTURE / "solutions" / "counter" / "counter.py").read_text(encoding="utf-8")

# Where the tests run in the background SIGINT is ignored, and what they interrupt would go on.
signal.signal(signal.SIGINT, signal.default_int_handler)

GradeSource = Callable[..., ExerciseReport]
Ask = Callable[..., Subject]


@pytest.fixture(scope="session")
def course() -> Course:
    return load_course(FIXTURE / "exercises", FIXTURE / "grader")


@pytest.fixture(scope="session")
def counter(course: Course) -> Exercise:
    return course.find("counter")


@pytest.fixture(params=[False, True], ids=["fork", "portable"])
def portable(request: pytest.FixtureRequest) -> bool:
    """Both ways to start a subject."""
    return bool(request.param)


def job(exercise: Exercise, source: str | bytes, *, portable: bool = False, seed: int = 0) -> Job:
    """A job that grades `source` as the fixture's counter."""
    content = source.encode() if isinstance(source, str) else source
    return Job(exercise, Submitted({"counter.py": content}), "A counter", seed, portable)


@pytest.fixture
def grade_source(counter: Exercise) -> GradeSource:
    """Grade a source text as the fixture's counter."""

    def graded(source: str | bytes, *, portable: bool = False, seed: int = 0) -> ExerciseReport:
        return grade(job(counter, source, portable=portable, seed=seed))

    return graded


def by_id(report: ExerciseReport) -> dict[str, CheckReport]:
    return {check.id: check for check in report.checks}


def statuses(report: ExerciseReport) -> dict[str, str]:
    return {check.id: check.status for check in report.checks}


def without_duration(report: ExerciseReport) -> bytes:
    """What must be the same in every run."""
    return msgspec.json.encode(msgspec.structs.replace(report, duration=0.0))


@pytest.fixture
def start(portable: bool) -> Iterator[Launcher]:
    started = launcher((), portable=portable)
    yield started
    started.close()


@pytest.fixture
def subject_of(start: Launcher, counter: Exercise) -> Iterator[Ask]:
    """A subject, on both launchers, whose counter.py is the given source."""
    subjects = []

    def made(source: str = "", observers: str = "") -> Subject:
        folder = start.place({"counter.py": source.encode()})
        subject = Subject(Setup(folder, counter.module, ("counter",), observers, ()), start)
        subject.begin_check()
        subjects.append(subject)
        return subject

    yield made
    for subject in subjects:
        subject.end_check()


@pytest.fixture
def leaves_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail when a test leaves a process behind: each has its home in our temporary folder."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    yield
    assert [
        process.cmdline() for process in psutil.process_iter() if lives_in(process, tmp_path)
    ] == []


def lives_in(process: psutil.Process, folder: Path) -> bool:
    try:
        return process.environ().get("HOME", "").startswith(str(folder))
    except psutil.Error:
        return False
