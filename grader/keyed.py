"""Grading by an answer key: what is asked where the checks themselves are not.

    checks_by_key(job, key, start) → a CheckReport for each check

The cases of a check are asked of one subject in one batch, as the judge asked them, and the digest
of each case's answers is compared with the key's. Where all are alike the check passes; of the
cases that differ, the simplest is the one that the student sees, with what their code answered.
Neither pytest nor hypothesis is needed.

A check passes by the key exactly when it passes by the judge; `grader verify` proves it for every
candidate. How a check fails may differ (`failed` here, `timeout` there), as the judge stops at
another case, and as the key knows no comparison.
"""

from collections.abc import Callable, Iterator, Sequence

from grader import messages
from grader.asking import Alike, Asking, Steps, answered, is_wrong
from grader.checklist import CheckInfo
from grader.course import Exercise
from grader.key import Key, KeyCase, cases_of, digest_of, place_of
from grader.language import _
from grader.launch import Launcher
from grader.probe import Step
from grader.report import CheckReport
from grader.subject.loop import Setup
from grader.together import Answers, Together, requests_of
from grader.transcript import error_line, render, show
from grader.verdict import Ending, blank, check_report, explain_error, printed, task
from grader.wire import Answer, Raised

SIDE_BY_SIDE = 6
"""Subjects that are asked at once where the right answers take waiting."""
MOST_DIFFERENCES = 3
"""Checks that are answered otherwise, after which each further one has a subject of its own."""


def checks_by_key(
    exercise: Exercise, key: Key, setup: Setup, start: Launcher, only: Sequence[str] = ()
) -> Iterator[CheckReport]:
    """The report of each check, in the exercise's order, as it comes about."""
    keyed = cases_of(key, exercise.id)
    wanted = {info.id: keyed[info.id] for info in exercise.checks if not only or info.id in only}
    batches = {
        check: requests_of(case.probes for case in cases)
        for check, cases in wanted.items()
        if not any(case.without for case in cases)
    }
    shared = Together(setup, start, batches, SIDE_BY_SIDE if exercise.entry.waits else 1)
    alone = Asking(setup, start)
    different = 0
    for info in exercise.checks:
        if info.id not in wanted:
            yield blank(info, "not_run")
            continue
        cases, alike = wanted[info.id], _comparison(key, exercise, info)
        together = info.id in batches and alone.loads and different < MOST_DIFFERENCES
        if together and shared.difference(info.id, _first_wrong(cases, alike)) is None:
            yield blank(info, "passed", score=info.points)
            continue
        different += together
        shared.leave()  # before there are others: it may have filled the disk
        if steps := alone.simplest_different(cases, alike):
            yield difference_report(info, exercise, steps)
        else:
            yield blank(info, "passed", score=info.points)
    shared.leave()


def _first_wrong(cases: Sequence[KeyCase], alike: Alike) -> Callable[[Answers], int | None]:
    """The number of the first case that is answered otherwise than by the solution."""

    def first_wrong(answers: Answers) -> int | None:
        for number, case in enumerate(cases):
            steps = answered(case, answers)
            if is_wrong(steps[-1].answer) or not alike(number, case, steps):
                return number
        return None

    return first_wrong


def _comparison(key: Key, exercise: Exercise, info: CheckInfo) -> Alike:
    def alike(number: int, case: KeyCase, steps: Steps) -> bool:
        place = place_of(exercise.id, info.id, number)
        answers = map(_counted, steps)
        return digest_of(answers, key.salt, place, blind=case.blind) == case.digest

    return alike


def _counted(step: Step) -> tuple[bytes, str | None]:
    """What of an answer counts."""
    assert isinstance(step.answer, Answer)
    return step.answer.written, step.answer.output if step.heard else None


def difference_report(info: CheckInfo, exercise: Exercise, steps: Steps) -> CheckReport:
    """The report of a check that a case refuses; what was expected isn't known."""
    if is_wrong(steps[-1].answer):
        return check_report(info, exercise, Ending(steps, "lost"))
    told = (_sentence(steps, exercise), _(info.explanation), task(info, exercise))
    return CheckReport(
        id=info.id,
        title=_(info.title),
        status="failed",
        score=0,
        max_score=info.points,
        message="\n".join(part for part in told if part),
        got="; ".join(_answers(steps)),
        transcript=render(steps, exercise),
        output=printed(steps),
    )


def _sentence(steps: Steps, exercise: Exercise) -> str:
    for error in filter(None, map(_error, steps)):
        if error.type == "NotImplementedError" and error.frames:  # no task asks for it
            return explain_error(error, exercise)
    several = len(list(_answers(steps))) > 1
    return _(messages.WRONG_AMONG_SEVERAL if several else messages.WRONG_VALUE)


def _error(step: Step) -> Raised | None:
    return step.answer.error if isinstance(step.answer, Answer) else None


def _answers(steps: Steps) -> Iterator[str]:
    """What a student's code gave for each probe whose answer counts."""
    for step in steps:
        assert isinstance(step.answer, Answer)
        if step.heard:
            yield show(step.answer.output)
        if step.mode == "ask":
            yield show(step.answer.value)
        elif step.mode == "raises":
            yield error_line(step.answer.error) if step.answer.error else _(messages.NOTHING_RAISED)
