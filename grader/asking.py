"""Asking a submission what a key's cases ask, in one subject for many checks or for one alone.

    Together(…).alike(check) → whether it is answered as the solution answers
    Asking(…).simplest_different(cases, alike) → the steps of a case that isn't; () where all are

A subject gets a check's probes in one batch. Every case has a fresh state, so many checks can be
asked of one subject: that is how a right submission is graded, as to start a subject takes longer
than most checks. But a wrong one may leave behind more than its modules. So the first check that
is not answered as expected, and each after it, is asked of a subject of its own, as the judge asks.
"""

import itertools
from collections.abc import Callable, Iterator, Sequence

from grader.key import KeyCase, KeyProbe
from grader.launch import Launcher, Process
from grader.patience import Patience
from grader.probe import Step, answer_to, failed_to_load, send, unforeseen
from grader.subject.loop import Request, Setup
from grader.watch import Died
from grader.wire import Answer

Steps = tuple[Step, ...]
Alike = Callable[[int, KeyCase, Steps], bool]
"""Whether the steps of a case, given its number, are answered as the solution answers."""


class Together:
    """Asks checks one after the other of a few subjects, until one is answered otherwise.

    All cases of the checks must see the same modules installed. The next check of each subject is
    sent ahead, so that none of them waits for the judge.
    """

    def __init__(
        self,
        setup: Setup,
        start: Launcher,
        patience: Patience,
        checks: Sequence[Sequence[KeyCase]],
        subjects: int,
    ) -> None:
        self._patience = patience
        self._batches = [list(_requests(cases)) for cases in checks]
        self._processes = [
            start.start(setup, ahead=False) for _ in range(min(subjects, len(checks)))
        ]
        for number in range(len(self._processes)):
            self._send(number)
        self._next = 0

    def _send(self, number: int) -> None:
        if number < len(self._batches):
            send(self._asked_of(number), self._batches[number])

    def _asked_of(self, number: int) -> Process:
        return self._processes[number % len(self._processes)]

    def alike(self, cases: Sequence[KeyCase], alike: Alike) -> bool:
        """Whether the next check, which has these cases, is answered as the solution answers.

        Once one was not, nothing more is asked, and the answer is no.
        """
        if not self._processes:
            return False
        number, self._next = self._next, self._next + 1
        self._send(number + len(self._processes))
        process, unanswered = self._asked_of(number), iter(self._batches[number])
        for place, case in enumerate(cases):
            steps = tuple(answered(case, unanswered, process, self._patience))
            if is_wrong(steps[-1].answer) or not alike(place, case, steps):
                self._give_up(process, steps)
                return False
        return True

    def _give_up(self, process: Process, steps: Steps) -> None:
        if isinstance(steps[-1].answer, Died):  # it is gone already
            self._processes.remove(process)
        self.leave()

    def leave(self) -> None:
        """End the subjects."""
        while self._processes:
            self._processes.pop().leave()


class Asking:
    """Asks each check of subjects of its own."""

    def __init__(self, setup: Setup, start: Launcher, patience: Patience) -> None:
        self._setup = setup
        self._start = start
        self._patience = patience
        self._unloaded: Steps = ()

    def simplest_different(self, cases: Sequence[KeyCase], alike: Alike) -> Steps:
        """The simplest case that isn't answered as by the solution; nothing where all are.

        A module that didn't load isn't loaded again: then each further check fails in the same way.
        """
        different: list[Steps] = []
        numbered = list(enumerate(cases))
        for without, together in itertools.groupby(numbered, lambda one: one[1].without):
            for number, case, steps in self._ask(list(together), without):
                if is_wrong(steps[-1].answer) or not alike(number, case, steps):
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
            steps = _up_to_the_wrong(tuple(answered(case, unanswered, process, self._patience)))
            yield number, case, steps
            if isinstance(steps[-1].answer, Died) or steps[-1].answer.kind == "unloaded":
                if self._setup.module and not without and failed_to_load(steps[-1].answer):
                    self._unloaded = steps
                break
        if not isinstance(steps[-1].answer, Died):  # else it is gone already
            process.leave()


def answered(
    case: KeyCase, unanswered: Iterator[Request], process: Process, patience: Patience
) -> Iterator[Step]:
    """The probes of a case with their answers, up to the subject's end."""
    for probe in case.probes:
        answer = answer_to(next(unanswered), process, patience)
        bound = probe.bound()
        yield Step(probe.mode, probe.source, bound, answer, probe.errors, case.without, probe.heard)
        if isinstance(answer, Died):
            return


def _requests(cases: Sequence[KeyCase]) -> Iterator[Request]:
    for case in cases:
        for place, probe in enumerate(case.probes):
            yield _request(place == 0, probe)


def _request(fresh: bool, probe: KeyProbe) -> Request:
    return Request(unforeseen(), fresh, probe.mode, probe.source, probe.bound(), probe.errors)


def is_wrong(answer: Answer | Died) -> bool:
    """Whether no right answer can be like this: a solution lives, and raises where it may."""
    return isinstance(answer, Died) or answer.kind != "value"


def _up_to_the_wrong(steps: Steps) -> Steps:
    """A case up to the first answer that can't be right: the judge would have stopped there."""
    wrong = (place for place, step in enumerate(steps) if is_wrong(step.answer))
    return steps[: next(wrong, len(steps)) + 1]


def _simplicity(steps: Steps) -> tuple[int, int]:
    return len(steps), sum(len(step.source) + len(repr(step.values)) for step in steps)
