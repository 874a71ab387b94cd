"""The short ways to a verdict give the full judge's report, byte for byte.

`python -m benchmarks.cohort_equal` compares everything known of the whole course.
"""

import random
from collections.abc import Iterator

import msgspec
import pytest

from benchmarks.cohort_equal import Compared, compare
from grader.cohort.known_wrong import KnownWrong
from grader.cohort.verdicts import judged
from grader.cohort.wirelog import Logging
from grader.course import Course, own_course
from grader.judge import Job, grade, grade_and_record, started
from grader.launch import Launcher
from grader.proof.candidates import collect, job_of
from grader.proof.mutants import mutants_of
from grader.recording import Recording
from grader.run import Options
from grader.solutions import solutions_folder
from tests.cohort.classes import MISCONCEPTIONS
from tests.conftest import SOLUTION, job, without_duration

SAMPLE = {"solution": 1, "stub": 1, "hollow": 1, "variant": 1, "misconception": 3}


def sample(course: Course, name: str, mutants: int) -> list[tuple[str, Job]]:
    """Some of each kind, the same in every run."""
    exercise = course.find(name)
    chance = random.Random(name)
    candidates = list(collect(exercise, course, solutions_folder(course)))
    chosen = []
    for kind, most in SAMPLE.items():
        own = [candidate for candidate in candidates if candidate.kind == kind]
        chosen += chance.sample(own, min(most, len(own)))
    chosen += [
        msgspec.structs.replace(candidates[0], path=mutant.now, submitted=mutant.submitted)
        for mutant in chance.sample(list(mutants_of(candidates[0])), mutants)
    ]
    jobs = [(c.path, job_of(c, Options())) for c in chosen]
    return [(path, msgspec.structs.replace(one, smallest=True)) for path, one in jobs]


@pytest.mark.parametrize("name", ["metaclass", "middleware"])
def test_the_course_gets_the_full_judges_reports(name: str) -> None:
    assert_equal(compare(sample(own_course(), name, mutants=2)))


@pytest.mark.parametrize(("name", "mutants"), [("counter", 2), ("tree", 1)])
def test_the_fixture_course_gets_the_full_judges_reports(
    course: Course, name: str, mutants: int
) -> None:
    assert_equal(compare(sample(course, name, mutants)))


def assert_equal(found: Compared) -> None:
    assert found.different == ()
    assert found.how.replayed > 0
    assert found.how.reused > 0
    assert found.how.judged > 0


@pytest.fixture(scope="module")
def counters(course: Course) -> Iterator[tuple[Launcher, Recording]]:
    """A launcher of counters, and what the solution answers."""
    solution = job(course.find("counter"), SOLUTION)
    with started(solution) as start:
        yield start, grade_and_record(solution, start=start).recording


def test_a_known_mistake_is_not_judged_again_but_a_comment_changes_nothing(
    counters: tuple[Launcher, Recording], course: Course
) -> None:
    start, recording = counters
    known = KnownWrong()
    source = (MISCONCEPTIONS / "total_stays.py").read_text(encoding="utf-8")
    first = judged(job(course.find("counter"), source), recording, start, known)
    again = judged(job(course.find("counter"), source + "# mine\n"), recording, start, known)
    assert first[1].judged > 0
    assert (again[1].judged, again[1].reused) == (0, first[1].judged)
    assert without_duration(again[0]) == without_duration(first[0])


def test_the_same_answers_to_the_solutions_probes_are_not_enough(
    counters: tuple[Launcher, Recording], course: Course
) -> None:
    """Two that leave the solution's transcript alike, but have other smallest cases or lines."""
    start, recording = counters
    known = KnownWrong()
    exercise = course.find("counter")
    source = (MISCONCEPTIONS / "takes_text.py").read_text(encoding="utf-8")
    judged(job(exercise, source), recording, start, known)
    for other in ("\n" + source, source.replace("def bump", "x = 1\n\n    def bump", 1)):
        assert other != source
        report, _ = judged(job(exercise, other), recording, start, known)
        assert without_duration(report) == without_duration(grade(job(exercise, other)))


def test_a_conversation_with_a_subject_that_dies_is_not_kept(
    counters: tuple[Launcher, Recording], course: Course
) -> None:
    start, _ = counters
    overheard = Logging(start)
    kept = {}
    source = (
        "import os\n\n\nclass Counter:\n    def __init__(self, start=0):\n        os._exit(0)\n"
    )

    def done(check: str, status: str) -> None:
        kept[check] = overheard.log.take()

    grade(job(course.find("counter"), source), done, overheard)
    assert set(kept.values()) == {None}
