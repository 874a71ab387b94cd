"""Comparing with a recording gives the verdicts that the full judge gives."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from grader.course import Course, Exercise, own_course
from grader.judge import grade, grade_and_record, setup_of, started
from grader.launch import Launcher
from grader.patience import Patience
from grader.proof.candidates import collect, job_of
from grader.recording import Recording
from grader.replay import Compared, differing, grade_by_recording
from grader.run import Options
from grader.subject.loop import Setup
from grader.watch import Died
from tests.conftest import FIXTURE, SOLUTION, job, statuses
from tests.test_together import LEAVES_SOMETHING_BEHIND, Counting

Compare = Callable[[str], Compared]


@pytest.fixture
def recording(counter: Exercise) -> Recording:
    return grade_and_record(job(counter, SOLUTION)).recording


@pytest.fixture
def compare(counter: Exercise, recording: Recording, start: Launcher) -> Compare:
    def compared(source: str) -> Compared:
        return grade_by_recording(job(counter, source), recording, start)

    return compared


def test_every_check_that_passed_is_recorded(counter: Exercise, recording: Recording) -> None:
    assert set(recording) == {check.id for check in counter.checks}
    assert all(case.probes for cases in recording.values() for case in cases)


def test_what_was_printed_is_recorded_where_the_check_looked(recording: Recording) -> None:
    assert [probe.printed for probe in recording["test_say"][0].probes] == ["7\n"]
    assert {probe.printed for case in recording["test_bump"] for probe in case.probes} == {None}


def test_a_live_check_is_not_recorded(counter: Exercise) -> None:
    checks = tuple(
        msgspec.structs.replace(check, live="chance" if check.id == "test_say" else "")
        for check in counter.checks
    )
    live = msgspec.structs.replace(counter, checks=checks)
    assert "test_say" not in grade_and_record(job(live, SOLUTION)).recording


def test_a_right_answer_passes_without_the_judge(
    compare: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.replay.grade", None)
    found = compare(SOLUTION.replace("self.total += by", "self.total = by + self.total"))
    assert found.differences == {}
    assert found.report.status == "passed"
    assert found.report.score == found.report.max_score


def test_the_first_difference_says_what_was_asked_and_answered(compare: Compare) -> None:
    found = compare(SOLUTION.replace("print(self.total)", "print(self.total, '!')"))
    assert set(found.differences) == {"test_say"}
    difference = found.differences["test_say"]
    assert (difference.probe.source, difference.probe.printed) == ("Counter(7).say()", "7\n")
    assert difference.answer.output == "7 !\n"


def test_a_check_that_differs_is_asked_once_and_then_by_the_judge(
    counter: Exercise, recording: Recording, start: Launcher
) -> None:
    counting = Counting(start)
    wrong = SOLUTION.replace("print(self.total)", "print(-self.total)")
    found = grade_by_recording(job(counter, wrong), recording, counting)
    assert set(found.differences) == {"test_say"}
    assert len(counting.started) == len(("all up to it", "all after it", "by the judge"))


def test_what_earlier_checks_left_behind_is_no_difference(compare: Compare) -> None:
    found = compare(LEAVES_SOMETHING_BEHIND)
    assert (found.report.status, found.differences) == ("passed", {})


def test_a_disk_that_one_subject_fills_is_empty_for_the_next(
    counter: Exercise, recording: Recording, start: Launcher
) -> None:
    fills = "for n in range(2000):\n    try:\n        open(str(n), 'w').close()\n"
    source = f"{fills}    except OSError:\n        break\n\n{SOLUTION}"
    last = [msgspec.structs.replace(case, without=("json",)) for case in recording["test_say"]]
    setup = Setup(start.place({"counter.py": source.encode()}), "counter", ("counter",), "", ())
    different = dict(differing({**recording, "test_say": tuple(last)}, setup, start))
    assert "test_say" not in different or isinstance(different["test_say"].answer, Died)


def test_checks_that_hide_modules_have_one_patience_together(
    counter: Exercise,
    recording: Recording,
    start: Launcher,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[Patience] = []

    def patience() -> Patience:
        made.append(Patience())
        return made[-1]

    monkeypatch.setattr("grader.replay.Patience", patience)
    hiding = {
        check: tuple(msgspec.structs.replace(case, without=("json",)) for case in cases)
        for check, cases in recording.items()
    }
    setup = setup_of(job(counter, SOLUTION), start.place({"counter.py": SOLUTION.encode()}))
    assert dict(differing(hiding, setup, start)) == {}
    assert len(made) == 1


def test_debugging_output_is_no_difference(compare: Compare) -> None:
    found = compare(SOLUTION.replace("self.total = start", "print('made'); self.total = start"))
    assert set(found.differences) == {"test_say"}


def test_a_true_that_should_be_a_1_is_a_difference(compare: Compare) -> None:
    found = compare(SOLUTION.replace("return self.total", "return self.total == 1 or self.total"))
    assert "test_threads" in found.differences


@pytest.mark.parametrize(
    "source",
    [
        "x = (",
        "while True:\n    pass\n",
        SOLUTION.replace("self.total += by", "import os; os._exit(1)"),
        SOLUTION.replace("print(self.total)", "while True:\n            pass"),
        "",
    ],
    ids=["syntax error", "import hangs", "exits", "hangs", "empty"],
)
def test_what_breaks_gets_the_judges_report(
    counter: Exercise, compare: Compare, source: str
) -> None:
    assert statuses(compare(source).report) == statuses(grade(job(counter, source)))


def all_candidates(course: Course, solutions: Path, exercise: str) -> None:
    """Hold comparison and judge against each other for every candidate of an exercise."""
    candidates = list(collect(course.find(exercise), course, solutions))
    jobs = [job_of(candidate, Options()) for candidate in candidates]
    with started(jobs[0]) as start:
        recording = grade_and_record(jobs[0], start=start).recording
        for one in jobs:
            fast = grade_by_recording(one, recording, start).report
            full = grade(one, start=start)
            assert statuses(fast) == statuses(full), one.title
            failed = [check for check in full.checks if check.status != "passed"]
            assert [check for check in fast.checks if check.status != "passed"] == failed


@pytest.mark.parametrize("exercise", ["counter", "tree"])
def test_every_candidate_gets_the_judges_verdicts(course: Course, exercise: str) -> None:
    all_candidates(course, FIXTURE / "solutions", exercise)


def test_so_does_every_candidate_of_a_real_exercise() -> None:
    course = own_course()
    all_candidates(course, Path(course.folder).parent / "solutions", "middleware")
