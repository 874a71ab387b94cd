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

import itertools
from collections.abc import Callable, Iterator, Sequence

from grader import messages
from grader.checklist import CheckInfo
from grader.course import Exercise
from grader.key import Key, KeyCase, KeyProbe, cases_of, digest_of, place_of
from grader.language import _
from grader.launch import Launcher, Process
from grader.patience import Patience
from grader.probe import Step, answer_to, failed_to_load, send, unforeseen
from grader.report import CheckReport
from grader.subject.loop import Request, Setup
from grader.transcript import error_line, render, show
from grader.verdict import Ending, blank, check_report, explain_error, printed, task
from grader.watch import Died
from grader.wire import Answer, Raised

Steps = tuple[Step, ...]
Comparison = Callable[[int, KeyCase, Steps], bool]
"""Whether the steps of a case, given its number, are answered as the solution answers."""


def checks_by_key(
    exercise: Exercise, key: Key, setup: Setup, start: Launcher, only: Sequence[str] = ()
) -> Iterator[CheckReport]:
    """The report of each check, in the exercise's order, as it comes about."""
    keyed = cases_of(key, exercise.id)
    asking = Asking(setup, start)
    for info in exercise.checks:
        if only and info.id not in only:
            yield blank(info, "not_run")
        elif steps := asking.simplest_different(keyed[info.id], _comparison(key, exercise, info)):
            yield difference_report(info, exercise, steps)
        else:
            yield blank(info, "passed", score=info.points)


def _comparison(key: Key, exercise: Exercise, info: CheckInfo) -> Comparison:
    def alike(number: int, case: KeyCase, steps: Steps) -> bool:
        place = place_of(exercise.id, info.id, number)
        answers = map(_counted, steps)
        return digest_of(answers, key.salt, place, blind=case.blind) == case.digest

    return alike


class Asking:
    """Asks the cases of one check after the other of one submission."""

    def __init__(self, setup: Setup, start: Launcher) -> None:
        self._setup = setup
        self._start = start
        self._patience = Patience()
        self._unloaded: Steps = ()

    def simplest_different(self, cases: Sequence[KeyCase], alike: Comparison) -> Steps:
        """The simplest case that isn't answered as by the solution; nothing where all are.

        A module that didn't load isn't loaded again: then each further check fails in the same way.
        """
        different: list[Steps] = []
        numbered = list(enumerate(cases))
        for without, together in itertools.groupby(numbered, lambda one: one[1].without):
            for number, case, steps in self._ask(list(together), without):
                if _is_wrong(steps[-1].answer) or not alike(number, case, steps):
                    different.append(steps)
            if self._unloaded:
                return self._unloaded
            if different and isinstance(different[-1][-1].answer, Died):
                break
        return min(different, key=_simplicity, default=())

    def _ask(
        self, cases: Sequence[tuple[int, KeyCase]], without: tuple[str, ...]
    ) -> Iterator[tuple[int, KeyCase, Steps]]:
        """What cases of one process are answered with, up to its end."""
        process = self._start.start(self._setup._replace(without=without))
        requests = list(_requests([case for _, case in cases]))
        send(process, requests)
        unanswered = iter(requests)
        for number, case in cases:
            steps = _up_to_the_wrong(tuple(self._answered(case, unanswered, process)))
            yield number, case, steps
            if isinstance(steps[-1].answer, Died) or steps[-1].answer.kind == "unloaded":
                if self._setup.module and not without and failed_to_load(steps[-1].answer):
                    self._unloaded = steps
                break
        if not isinstance(steps[-1].answer, Died):  # else it is gone already
            process.leave()

    def _answered(
        self, case: KeyCase, unanswered: Iterator[Request], process: Process
    ) -> Iterator[Step]:
        """The probes of a case with their answers, up to the subject's end."""
        for probe in case.probes:
            answer = answer_to(next(unanswered), process, self._patience)
            yield Step(
                probe.mode,
                probe.source,
                probe.bound(),
                answer,
                probe.errors,
                case.without,
                probe.heard,
            )
            if isinstance(answer, Died):
                return


def _requests(cases: Sequence[KeyCase]) -> Iterator[Request]:
    for case in cases:
        for place, probe in enumerate(case.probes):
            yield _request(place == 0, probe)


def _request(fresh: bool, probe: KeyProbe) -> Request:
    return Request(unforeseen(), fresh, probe.mode, probe.source, probe.bound(), probe.errors)


def _is_wrong(answer: Answer | Died) -> bool:
    """Whether no right answer can be like this: a solution lives, and raises where it may."""
    return isinstance(answer, Died) or answer.kind != "value"


def _up_to_the_wrong(steps: Steps) -> Steps:
    """A case up to the first answer that can't be right: the judge would have stopped there."""
    wrong = (place for place, step in enumerate(steps) if _is_wrong(step.answer))
    return steps[: next(wrong, len(steps)) + 1]


def _simplicity(steps: Steps) -> tuple[int, int]:
    return len(steps), sum(len(step.source) + len(repr(step.values)) for step in steps)


def _counted(step: Step) -> tuple[bytes, str | None]:
    """What of an answer counts."""
    assert isinstance(step.answer, Answer)
    return step.answer.written, step.answer.output if step.heard else None


def difference_report(info: CheckInfo, exercise: Exercise, steps: Steps) -> CheckReport:
    """The report of a check that a case refuses; what was expected isn't known."""
    if _is_wrong(steps[-1].answer):
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
