"""Grading by a key gives the verdicts of the judge, and tells no answer."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from grader.course import Course, Exercise, own_course
from grader.judge import Job, grade, grade_and_record, started
from grader.key import make_key, pack
from grader.proof.candidates import collect, job_of
from grader.published import KeyPlace
from grader.recording import Recording
from grader.report import CheckReport, ExerciseReport
from grader.run import Options
from tests.conftest import FIXTURE, SOLUTION, by_id, job, statuses

SALT = bytes(range(16))
ByKey = Callable[..., ExerciseReport]


def with_key(exercise: Exercise, recording: Recording, path: Path) -> Exercise:
    """The exercise as a student has it: without checks, with a key."""
    path.write_bytes(pack(make_key("Fixture", "", 0, SALT, {exercise.id: recording})))
    place = KeyPlace(str(path), "Fixture", "")
    return msgspec.structs.replace(exercise, checks_file="", key=place)


@pytest.fixture(scope="module")
def keyed(counter: Exercise, tmp_path_factory: pytest.TempPathFactory) -> Exercise:
    recording = grade_and_record(job(counter, SOLUTION)).recording
    return with_key(counter, recording, tmp_path_factory.mktemp("key") / "answers.key")


@pytest.fixture
def by_key(keyed: Exercise, portable: bool) -> ByKey:
    def graded(source: str, **more: object) -> ExerciseReport:
        changed: Job = msgspec.structs.replace(job(keyed, source, portable=portable), **more)
        return grade(changed)

    return graded


def failing(report: ExerciseReport) -> CheckReport:
    """The one check that fails."""
    (check,) = [check for check in report.checks if check.status != "passed"]
    return check


def test_a_solution_passes(by_key: ByKey) -> None:
    report = by_key(SOLUTION)
    assert (report.status, report.score, report.max_score) == ("passed", 7, 7)


def test_a_failing_check_shows_the_simplest_case_and_no_answer(by_key: ByKey) -> None:
    report = by_key(SOLUTION.replace("return self.total", "return self.total or 1"))
    check = by_id(report)["test_model"]
    assert check.status == "failed"
    assert check.transcript.splitlines()[:2] == [
        ">>> from counter import Counter",
        ">>> c = Counter()",
    ]
    assert check.transcript.endswith("\n1")
    assert check.expected is None
    assert check.got is not None
    assert set(check.got.split("; ")) == {"1"}
    assert "Any series of bumps adds up." in check.title
    assert "Task 2 of the README asks" in check.message


def test_a_case_with_several_answers_says_so(by_key: ByKey) -> None:
    check = by_id(by_key(SOLUTION.replace("+= by", "+= abs(by)")))["test_model"]
    assert "Not all of these answers" in check.message
    assert check.expected is None


def test_an_exception_is_the_end_of_the_case(by_key: ByKey) -> None:
    check = by_id(by_key(SOLUTION.replace("+= by", "+= nowhere")))["test_bump"]
    assert check.got == "NameError: name 'nowhere' is not defined"
    assert check.where is not None
    assert check.where.file == "counter/counter.py"


def test_what_is_not_written_yet_is_said(by_key: ByKey) -> None:
    source = SOLUTION.replace(
        'raise TypeError("count in whole numbers")', "raise NotImplementedError"
    )
    check = failing(by_key(source))
    assert check.id == "test_refuses_text"
    assert "still to be written: `bump`" in check.message


def test_what_was_printed_counts_where_the_check_heard_it(by_key: ByKey) -> None:
    check = failing(by_key(SOLUTION.replace("print(self.total)", "print(self.total, '!')")))
    assert (check.id, check.got, check.output) == ("test_say", r"'7 !\n'", "7 !\n")


def test_an_allowed_exception_may_be_a_subclass(by_key: ByKey) -> None:
    own = "class Mine(TypeError): pass\n" + SOLUTION.replace("raise TypeError", "raise Mine")
    assert by_key(own).status == "passed"
    other = by_key(SOLUTION.replace("raise TypeError", "raise KeyError"))
    assert failing(other).got == "KeyError: 'count in whole numbers'"


def test_only_some_checks_can_be_asked_for(by_key: ByKey) -> None:
    found = statuses(by_key(SOLUTION, only=("test_say",)))
    assert found.pop("test_say") == "passed"
    assert set(found.values()) == {"not_run"}


@pytest.mark.parametrize(
    "source",
    [
        "x = (",
        "import nothing_like_it",
        "while True:\n    pass\n",
        SOLUTION.replace("self.total += by", "import os; os._exit(1)"),
        SOLUTION.replace("print(self.total)", "while True:\n            pass"),
        "",
    ],
    ids=["syntax error", "no such module", "import hangs", "exits", "hangs", "empty"],
)
def test_what_breaks_gets_the_judges_statuses(
    counter: Exercise, by_key: ByKey, source: str
) -> None:
    assert statuses(by_key(source)) == statuses(grade(job(counter, source)))


def test_what_is_kept_from_case_to_case_counts_as_for_the_judge(
    counter: Exercise, by_key: ByKey
) -> None:
    source = "import sys\n" + SOLUTION.replace(
        "self.total += by", "sys.n = getattr(sys, 'n', 0) + 1; self.total += by + (sys.n == 9)"
    )
    assert statuses(by_key(source)) == statuses(grade(job(counter, source)))


def hold_against_the_judge(course: Course, name: str, solutions: Path, path: Path) -> None:
    """Key and judge give every candidate the same points for the same checks."""
    jobs = [job_of(one, Options()) for one in collect(course.find(name), course, solutions)]
    with started(jobs[0]) as start:
        recording = grade_and_record(jobs[0], start=start).recording
        exercise = with_key(jobs[0].exercise, recording, path)
        for one in jobs:
            one = msgspec.structs.replace(one, smallest=False)
            full = grade(one, start=start)
            fast = grade(msgspec.structs.replace(one, exercise=exercise), start=start)
            points = [(check.id, check.status == "passed", check.score) for check in full.checks]
            assert points == [(c.id, c.status == "passed", c.score) for c in fast.checks], one.title
            assert (fast.status == "passed") is (full.status == "passed")


@pytest.mark.parametrize("name", ["counter", "tree"])
def test_every_candidate_gets_the_judges_verdicts(
    course: Course, name: str, tmp_path: Path
) -> None:
    hold_against_the_judge(course, name, FIXTURE / "solutions", tmp_path / "key")


@pytest.mark.parametrize("name", ["middleware"])
def test_so_does_every_candidate_of_a_real_exercise(name: str, tmp_path: Path) -> None:
    course = own_course()
    solutions = Path(course.folder).parent / "solutions"
    hold_against_the_judge(course, name, solutions, tmp_path / "key")
