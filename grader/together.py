"""Asking many checks of one subject, as to start one takes longer than most checks.

    Together(setup, start, checks).difference(check, first) → what `first` finds in the answers

A subject gets a check's probes in one batch. Every case has a fresh state, so a right submission
needs one subject for all. But a wrong one may leave behind more than its modules. So a check that
is not answered as expected is to be asked once more, of a subject of its own, as the judge asks;
and those after it are asked of new subjects here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

from grader.launch import Launcher, Process
from grader.patience import Patience
from grader.probe import answer_to, send, unforeseen
from grader.subject.loop import Request, Setup
from grader.watch import Died
from grader.wire import Answer

Answers = Iterator[Answer | Died]
Found = TypeVar("Found")


class Asked(Protocol):
    """A probe that was asked of a solution."""

    @property
    def mode(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def errors(self) -> tuple[str, ...]: ...
    def bound(self) -> dict[str, object]:
        """The values that are bound to names before the source runs."""


def requests_of(cases: Iterable[Sequence[Asked]]) -> list[Request]:
    """What cases ask, given the probes of each: one batch."""
    return [
        Request(unforeseen(), place == 0, probe.mode, probe.source, probe.bound(), probe.errors)
        for probes in cases
        for place, probe in enumerate(probes)
    ]


class Together:
    """Asks checks, each a batch of requests by its name, one after the other of a few subjects.

    All of them must see the same modules installed. Of several subjects each gets its next check as
    soon as its last was heard, while the others are still answering theirs.
    """

    def __init__(
        self,
        setup: Setup,
        start: Launcher,
        checks: Mapping[str, Sequence[Request]],
        subjects: int = 1,
    ) -> None:
        self._setup = setup
        self._start = start
        self._batches = list(checks.values())
        self._numbers = {check: number for number, check in enumerate(checks)}
        self._subjects = subjects
        self._patience = Patience()
        self._processes: list[Process] = []
        self._first = 0
        """The first check that these processes are asked."""

    def difference(self, check: str, first: Callable[[Answers], Found | None]) -> Found | None:
        """What `first` finds otherwise in the answers to a check than the solution gave them.

        Checks come in their order. After a difference those to come are asked of other subjects.
        """
        number = self._numbers[check]
        if not self._processes:
            self._begin(number)
        else:
            self._send(number + len(self._processes) - 1)
        answers = self._answers(number)
        difference = first(answers)
        if difference is None:
            for _ in answers:  # what comes next belongs to the next check
                pass
        else:
            self.leave()
        return difference

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
