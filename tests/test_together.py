"""Many checks share a subject for as long as all is answered as the solution does."""

from collections.abc import Callable, Mapping

import msgspec
import pytest

from grader.course import Exercise
from grader.judge import grade, grade_and_record, started
from grader.keyed import MOST_DIFFERENCES, SIDE_BY_SIDE
from grader.launch import Launcher, Process
from grader.report import ExerciseReport
from grader.subject.loop import Setup
from tests.conftest import SOLUTION, job, statuses
from tests.test_keyed import with_key

LEAVES_SOMETHING_BEHIND = "import sys\n" + SOLUTION.replace(
    "self.total += by", "sys.bumped = True; self.total += by"
).replace("raise TypeError", "assert not hasattr(sys, 'bumped'); raise TypeError")
"""Right, where every check has a process of its own."""

Counted = Callable[[str], tuple[ExerciseReport, int]]


class Counting:
    """Another launcher, and the subjects that it started."""

    def __init__(self, launcher: Launcher) -> None:
        self._launcher = launcher
        self.started: list[Process] = []

    def place(self, files: Mapping[str, bytes]) -> str:
        return self._launcher.place(files)

    def start(self, setup: Setup, *, ahead: bool = True) -> Process:
        self.started.append(self._launcher.start(setup, ahead=ahead))
        return self.started[-1]

    def close(self) -> None:
        self._launcher.close()


@pytest.fixture(scope="module")
def keyed(counter: Exercise, tmp_path_factory: pytest.TempPathFactory) -> Exercise:
    recording = grade_and_record(job(counter, SOLUTION)).recording
    return with_key(counter, recording, tmp_path_factory.mktemp("key") / "answers.key")


def counted(exercise: Exercise, source: str, portable: bool) -> tuple[ExerciseReport, int]:
    """The report by a key, and how many subjects it took."""
    wanted = job(exercise, source, portable=portable)
    with started(wanted) as launcher:
        counting = Counting(launcher)
        return grade(wanted, start=counting), len(counting.started)


@pytest.fixture
def by_key(keyed: Exercise, portable: bool) -> Counted:
    return lambda source: counted(keyed, source, portable)


def test_a_right_submission_needs_one_subject(by_key: Counted) -> None:
    report, subjects = by_key(SOLUTION)
    assert (report.status, subjects) == ("passed", 1)


def test_a_check_answered_otherwise_has_its_own_and_those_after_it_others(by_key: Counted) -> None:
    report, subjects = by_key(SOLUTION.replace("print(self.total)", "print(-self.total)"))
    assert [name for name, status in statuses(report).items() if status != "passed"] == ["test_say"]
    assert subjects == 3 + 1  # the last runs the README's example


def test_after_three_differences_each_check_has_its_own(by_key: Counted) -> None:
    wrong = SOLUTION.replace("self.total = start", "self.total = start + 1")
    report, subjects = by_key(wrong.replace("raise TypeError", "raise KeyError"))
    found = list(statuses(report).values())
    assert found[:MOST_DIFFERENCES] == ["failed"] * MOST_DIFFERENCES
    assert subjects == MOST_DIFFERENCES + len(found) + 1


@pytest.mark.parametrize(
    "end", ["import os; os._exit(3)", "while True: pass"], ids=["exits", "hangs"]
)
def test_a_subject_that_ends_early_takes_no_other_check_with_it(by_key: Counted, end: str) -> None:
    found = statuses(by_key(SOLUTION.replace("print(self.total)", end))[0])
    assert {name for name, status in found.items() if status != "passed"} == {"test_say"}


def test_what_earlier_checks_left_behind_accuses_nobody(by_key: Counted) -> None:
    assert by_key(LEAVES_SOMETHING_BEHIND)[0].status == "passed"


def test_where_right_answers_wait_several_subjects_are_asked_at_once(
    keyed: Exercise, portable: bool
) -> None:
    entry = msgspec.structs.replace(keyed.entry, waits=True)
    waiting = msgspec.structs.replace(keyed, entry=entry)
    report, subjects = counted(waiting, SOLUTION, portable)
    assert (report.status, subjects) == ("passed", min(SIDE_BY_SIDE, len(keyed.checks)))
    wrong = SOLUTION.replace("self.total += by", "self.total -= by")
    assert statuses(counted(waiting, wrong, portable)[0]) == statuses(
        counted(keyed, wrong, portable)[0]
    )
