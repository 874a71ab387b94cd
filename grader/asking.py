"""Asking a submission what a key's cases ask: each check of subjects of its own.

Asking(setup, start).simplest_different(cases, alike) → the steps of a case that isn't answered
                                                        as by the solution; () where all are
"""

import itertools
from collections.abc import Callable, Iterator, Sequence

from grader.key import KeyCase
from grader.launch import Launcher
from grader.patience import Patience
from grader.probe import Step, answer_to, failed_to_load, send
from grader.subject.loop import Setup
from grader.together import Answers, requests_of
from grader.watch import Died
from grader.wire import Answer

Steps = tuple[Step, ...]
Alike = Callable[[int, KeyCase, Steps], bool]
"""Whether the steps of a case, given its number, are answered as the solution answers."""


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
        requests = requests_of(case.probes for _, case in cases)
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


def is_wrong(answer: Answer | Died) -> bool:
    """Whether no right answer can be like this: a solution lives, and raises where it may."""
    return isinstance(answer, Died) or answer.kind != "value"


def _simplicity(steps: Steps) -> tuple[int, int]:
    return len(steps), sum(len(step.source) + len(repr(step.values)) for step in steps)
