"""Asking a submission what a key's cases ask, of one subject for many checks or for one alone.

    Together(…).answered_by(number, agree) → whether a check is answered as the solution answers
    Asking(…).simplest_different(cases, alike) → the steps of a case that isn't; () where all are

A subject gets a check's probes in one batch. Every case has a fresh state, so many checks can be
asked of one subject: that is how a right submission is graded, as to start a subject takes longer
than most checks. But a wrong one may leave behind more than its modules. So a check that is not
answered as expected is asked once more, of a subject of its own, as the judge asks; and those after
it of new subjects.
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

MOST_DIFFERENCES = 3
"""Checks that are answered otherwise, after which each further one has a subject of its own."""
Steps = tuple[Step, ...]
Answers = Iterator[Answer | Died]
Alike = Callable[[int, KeyCase, Steps], bool]
"""Whether the steps of a case, given its number, are answered as the solution answers."""


class Together:
    """Asks checks, each a batch of requests, one after the other of a few subjects.

    All of them must see the same modules installed. Of several subjects each gets its next check as
    soon as its last was heard, while the others are still answering theirs.
    """

    def __init__(
        self,
        setup: Setup,
        start: Launcher,
        batches: Sequence[Sequence[Request]],
        subjects: int = 1,
    ) -> None:
        self._setup = setup
        self._start = start
        self._batches = batches
        self._subjects = subjects
        self._patience = Patience()
        self._processes: list[Process] = []
        self._first = 0
        """The first check that these processes are asked."""
        self._differences = 0

    def answered_by(self, number: int, agree: Callable[[Answers], bool]) -> bool:
        """Whether the answers to check `number` agree with the solution's; checks come in order.

        Where they don't, its subjects are left, and the checks to come get others; after
        `MOST_DIFFERENCES` they get none, and the answer is no.
        """
        if self._differences == MOST_DIFFERENCES:
            return False
        if not self._processes:
            self._begin(number)
        else:
            self._send(number + len(self._processes) - 1)
        answers = self._answers(number)
        if agree(answers):
            for _ in answers:  # what comes next belongs to the next check
                pass
            return True
        self._differences += 1
        self.leave()
        return False

    def _begin(self, number: int) -> None:
        wanted = min(self._subjects, len(self._batches) - number)
        self._processes = [self._start.start(self._setup, ahead=False) for _ in range(wanted)]
        self._first = number
        for ahead in range(wanted):
            self._send(number + ahead)

    def _send(self, number: int) -> None:
        if number < len(self._batches):
            send(self._asked_of(number), self._batches[number])

    def _asked_of(self, number: int) -> Process:
        return self._processes[(number - self._first) % len(self._processes)]

    def _answers(self, number: int) -> Answers:
        process = self._asked_of(number)
        for request in self._batches[number]:
            answer = answer_to(request, process, self._patience)
            if isinstance(answer, Died):  # then it is gone already
                self._processes.remove(process)
            yield answer

    def leave(self) -> None:
        """End the subjects."""
        while self._processes:
            self._processes.pop().leave()


class Asking:
    """Asks each check of subjects of its own."""

    def __init__(self, setup: Setup, start: Launcher) -> None:
        self._setup = setup
        self._start = start
        self._patience = Patience()
        self._unloaded: Steps = ()

    @property
    def loads(self) -> bool:
        """Whether no module of the submission has failed to load so far."""
        return not self._unloaded

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
        requests = list(requests_of([case for _, case in cases]))
        send(process, requests)
        answers = (answer_to(request, process, self._patience) for request in requests)
        for number, case in cases:
            steps = answered(case, answers)
            yield number, case, steps
            if isinstance(steps[-1].answer, Died) or steps[-1].answer.kind == "unloaded":
                if self._setup.module and not without and failed_to_load(steps[-1].answer):
                    self._unloaded = steps
                break
        if not isinstance(steps[-1].answer, Died):  # else it is gone already
            process.leave()


def answered(case: KeyCase, answers: Answers) -> Steps:
    """The probes of a case with their answers, up to the first that can't be right: the judge would
    have stopped there, whatever came after it."""
    steps = tuple(_steps(case, answers))
    wrong = (place for place, step in enumerate(steps) if is_wrong(step.answer))
    return steps[: next(wrong, len(steps)) + 1]


def _steps(case: KeyCase, answers: Answers) -> Iterator[Step]:
    for probe, answer in zip(case.probes, answers, strict=False):  # the rest is for later cases
        bound = probe.bound()
        yield Step(probe.mode, probe.source, bound, answer, probe.errors, case.without, probe.heard)
        if isinstance(answer, Died):
            return


def requests_of(cases: Sequence[KeyCase]) -> Iterator[Request]:
    for case in cases:
        for place, probe in enumerate(case.probes):
            yield _request(place == 0, probe)


def _request(fresh: bool, probe: KeyProbe) -> Request:
    return Request(unforeseen(), fresh, probe.mode, probe.source, probe.bound(), probe.errors)


def is_wrong(answer: Answer | Died) -> bool:
    """Whether no right answer can be like this: a solution lives, and raises where it may."""
    return isinstance(answer, Died) or answer.kind != "value"


def _simplicity(steps: Steps) -> tuple[int, int]:
    return len(steps), sum(len(step.source) + len(repr(step.values)) for step in steps)
