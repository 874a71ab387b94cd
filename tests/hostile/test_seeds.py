"""A table of one seed's probes and answers passes with that seed, and is refused with another.

The submission is made mechanically, from what the solution was asked and answered with seed 0. It
replaces the method that compiles probes, and looks up what to say by all that was asked in the case
so far.
"""

from pathlib import Path
from typing import Any

import pytest

from grader.course import Exercise, own_course
from grader.judge import Job, grade, grade_and_record
from grader.proof.form import drawing_checks
from grader.recording import Case, Recording
from grader.report import ExerciseReport
from grader.submission import Submitted
from tests.conftest import by_id
from tests.hostile.corpus import FIXTURE, OWN, courses

FORGER = '''\
"""A table of answers: {name}."""
import sys

TABLE = {table!r}
asked = []
loop = sys.modules["grader.subject.loop"]


def code(self, request):
    if request.fresh:
        asked.clear()
    asked.append((request.mode, request.source, request.values))
    written, printed, error = TABLE.get(repr(asked), ("null", "", ""))
    loop.encode = lambda value: written
    source = f"print({{printed!r}}, end='')"
    if request.mode == "ask":
        return compile(source, "<table>", "eval")
    return compile(f"{{source}}\\n{{error and 'raise ' + error}}", "<table>", "exec")


loop.Session._code = code
'''


def forger(recording: Recording) -> bytes:
    """The source of a submission that knows the answers to these probes and no others."""
    table: dict[str, tuple[str, str, str]] = {}
    for cases in recording.values():
        for case in cases:
            table |= rows(case)
    return FORGER.format(name=f"{len(table)} of them", table=table).encode()


def rows(case: Case) -> dict[str, tuple[str, str, str]]:
    """What to answer, print and raise at each probe of a case, by all that was asked up to it."""
    asked: list[tuple[str, str, dict[str, object]]] = []
    found = {}
    for probe in case.probes:
        asked.append((probe.mode, probe.source, probe.values))
        allowed = probe.mode == "raises" and probe.written != b'"nothing"'
        error = (probe.errors or ("Exception",))[0] if allowed else ""
        found[repr(asked)] = (probe.written.decode(), probe.printed or "", error)
    return found


def graded(exercise: Exercise, source: bytes, seed: int, only: tuple[str, ...]) -> ExerciseReport:
    submitted = Submitted({f"{exercise.id}.py": source})
    return grade(Job(exercise, submitted, exercise.id, seed, only=only, smallest=False))


@pytest.mark.parametrize(
    ("name", "drawn", "fixed"),
    [
        ("counter", ("test_start", "test_bump", "test_model"), ("test_refuses_text", "test_say")),
        ("arithmetic", ("test_two_ratios", "test_sum"), ("test_read_only",)),
        (
            "middleware",
            (
                "test_status_and_body",
                "test_one_environ",
                "test_header_is_added",
                "test_requests_at_once",
            ),
            ("test_write", "test_install"),
        ),
    ],
)
def test_another_seed_refuses_a_table_of_the_first(
    course_of: dict[str, tuple[Exercise, Path]],
    name: str,
    drawn: tuple[str, ...],
    fixed: tuple[str, ...],
) -> None:
    exercise, solution = course_of[name]
    only = (*drawn, *fixed)
    right = Job(exercise, Submitted({f"{name}.py": solution.read_bytes()}), name, only=only)
    source = forger(grade_and_record(right).recording)
    first, second = (by_id(graded(exercise, source, seed, only)) for seed in (0, 1))
    assert {first[check].status for check in only} == {"passed"}
    assert {second[check].status for check in drawn} == {"failed"}
    assert {second[check].status for check in fixed} == {"passed"}  # what docs/integrity.md says


def test_every_exercise_asks_something_that_the_seed_decides() -> None:
    checks = {exercise.id: Path(exercise.checks_file) for exercise in own_course().exercises}
    drawing = {name: drawing_checks(path.read_text("utf-8")) for name, path in checks.items()}
    assert [name for name, found in drawing.items() if not found] == []


def test_the_examples_of_the_readme_are_no_answer(
    course_of: dict[str, tuple[Exercise, Path]],
) -> None:
    exercise, _ = course_of["arithmetic"]
    source = (OWN / "tests/hostile/attacks/hard_coding/the_examples_of_the_readme.py").read_bytes()
    names: dict[str, Any] = {}
    exec(compile(source, "arithmetic.py", "exec"), names)
    ratio = names["Ratio"]
    assert ratio(2, 4) == ratio(1, 2)
    assert (1 - ratio(2, 4)).den == 6
    assert graded(exercise, source, 0, ("test_two_ratios", "test_sum")).score == 0


@pytest.fixture(scope="module")
def course_of() -> dict[str, tuple[Exercise, Path]]:
    """Exercises and the files of their solutions."""
    fixture, own = courses()
    solved = {
        name: (own.find(name), OWN / f"solutions/{name}/{name}.py")
        for name in ("arithmetic", "middleware")
    }
    return solved | {
        "counter": (fixture.find("counter"), FIXTURE / "solutions/counter/counter.py"),
    }
