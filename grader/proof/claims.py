"""What must hold for an exercise, as pure functions over the reports of its candidates.

Each gives the failures it finds; a failure says what doesn't hold and which file to open.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from grader.checklist import CheckInfo
from grader.course import Exercise
from grader.proof.candidates import Candidate
from grader.recording import Probe
from grader.replay import Compared, Difference
from grader.report import CheckReport, ExerciseReport
from grader.transcript import show
from grader.watch import Died
from grader.wire import plain

Claim = Literal[
    "solution", "stub", "hollow", "variants", "canonical", "key", "misconceptions", "needed",
    "diagnosis", "messages", "mutants", "steady", "form",
]  # fmt: skip
LEAST_VARIANTS = 4
LEAST_MISCONCEPTIONS = 8


class Failure(msgspec.Struct, frozen=True):
    """A claim that doesn't hold."""

    exercise: str
    claim: Claim
    open: str
    """The file or folder to open."""
    what: str


class Judged(msgspec.Struct, frozen=True):
    """A candidate and what became of it."""

    candidate: Candidate
    compared: Compared
    keyed: tuple[CheckReport, ...] = ()
    """What an answer key says of the checks that aren't live."""

    @property
    def failed(self) -> frozenset[str]:
        """The checks that refuse it."""
        return frozenset(
            c.id for c in self.compared.report.checks if c.status not in ("passed", "not_run")
        )

    @property
    def passed(self) -> list[str]:
        return [c.id for c in self.compared.report.checks if c.status == "passed"]


def of_kind(judged: Iterable[Judged], kind: str) -> list[Judged]:
    return [one for one in judged if one.candidate.kind == kind]


def verdict_failures(judged: Sequence[Judged]) -> Iterator[Failure]:
    """The verdicts: right answers pass every check, a stub none, a misconception fails its own."""
    for one in judged:
        yield from _VERDICTS[one.candidate.kind](one)


def _right(one: Judged) -> Iterator[Failure]:
    kind = one.candidate.kind
    claim: Claim = "solution" if kind == "solution" else "variants"
    for check in one.compared.report.checks:
        if check.id in one.failed:
            said = f"a right {kind} fails {check.id}: {check.message}"
            yield _failure(one.candidate, claim, said)


def _stub(one: Judged) -> Iterator[Failure]:
    for name in one.passed:
        yield _failure(one.candidate, "stub", f"the stub passes {name}")


def _hollow(one: Judged) -> Iterator[Failure]:
    for name in one.passed:
        said = f"passes {name}; let it ask for something that works, too"
        yield _failure(one.candidate, "hollow", said)


def _misconception(one: Judged) -> Iterator[Failure]:
    named = one.candidate.refused_by
    if not one.failed:
        yield _failure(one.candidate, "misconceptions", "the misconception passes every check")
    elif not named:
        line = f"“Refused by: {', '.join(sorted(one.failed))}”"
        said = f"its docstring names no check; it is refused by: add the line {line}"
        yield _failure(one.candidate, "misconceptions", said)
    elif not one.candidate.sentence:
        said = "its docstring has no sentence about what is misunderstood; write one"
        yield _failure(one.candidate, "misconceptions", said)
    for name in named if one.failed else ():
        if name not in one.failed:
            said = f"it was to be refused by {name}, which it passes"
            yield _failure(one.candidate, "misconceptions", said)


_VERDICTS = {
    "solution": _right,
    "variant": _right,
    "stub": _stub,
    "hollow": _hollow,
    "misconception": _misconception,
}


def _failure(candidate: Candidate, claim: Claim, what: str) -> Failure:
    return Failure(candidate.exercise.id, claim, candidate.path, what)


def canonical_failures(judged: Sequence[Judged]) -> Iterator[Failure]:
    """Right answers to a check that isn't live are the same whoever gives them."""
    for one in of_kind(judged, "solution") + of_kind(judged, "variant"):
        for check, difference in one.compared.differences.items():
            if check in one.passed:
                yield _failure(one.candidate, "canonical", _told(check, difference))


def _told(check: str, difference: Difference) -> str:
    answer = difference.answer
    got = f"no answer ({answer.how.value})" if isinstance(answer, Died) else _shown(answer.written)
    return (
        f"it passes {check}, but answers `{difference.probe.source}` with {got}, and the solution "
        f"with {_solution_said(difference.probe)}; ask for what the task fixes, or mark the "
        "check as live"
    )


def _solution_said(probe: Probe) -> str:
    printed = "" if probe.printed is None else f", having printed {probe.printed!r}"
    return _shown(probe.written) + printed


def _shown(written: bytes) -> str:
    return show(plain(msgspec.json.decode(written)))


def needed_failures(exercise: Exercise, judged: Sequence[Judged]) -> Iterator[Failure]:
    """Each check refuses what no other refuses, or no other of its task, or says why it stands."""
    used = needed(judged) | telling(exercise, judged)
    for check in exercise.checks:
        if what := _unneeded(check, check.id in used):
            yield Failure(exercise.id, "needed", exercise.checks_file, f"{check.id} {what}")


def needed(judged: Iterable[Judged]) -> set[str]:
    """The checks that are the only one to refuse some misconception."""
    sets = [one.failed for one in of_kind(judged, "misconception")]
    return set(itertools.chain.from_iterable(failed for failed in sets if len(failed) == 1))


def telling(exercise: Exercise, judged: Iterable[Judged]) -> set[str]:
    """The checks that are the only one of their task to refuse some misconception.

    Without such a check nobody would be told that it is this task which they broke.
    """
    found: set[str] = set()
    for one in of_kind(judged, "misconception"):
        tasks = [check.task for check in exercise.checks if check.id in one.failed]
        found |= {
            check.id
            for check in exercise.checks
            if check.id in one.failed and tasks.count(check.task) == 1
        }
    return found


def _unneeded(check: CheckInfo, used: bool) -> str:
    if not used and not check.kept:
        return (
            "refuses nothing that another check of its task doesn't refuse, too: write a "
            "misconception for it, take it away, or say @pytest.mark.kept(why it stands)"
        )
    if used and check.kept:
        return "is marked as kept, but a misconception needs it: take the mark away"
    return ""


def number_failures(exercise: Exercise, hidden: str, judged: Sequence[Judged]) -> Iterator[Failure]:
    """There are enough variants and misconceptions for the rest to mean something."""
    for kind, least in (("variant", LEAST_VARIANTS), ("misconception", LEAST_MISCONCEPTIONS)):
        count = len(of_kind(judged, kind))
        if count < least:
            claim: Claim = "variants" if kind == "variant" else "misconceptions"
            what = f"there are {count} {kind}s here, and {least} are needed"
            yield Failure(exercise.id, claim, f"{hidden}/{kind}s/{exercise.id}", what)


def score(reports: Sequence[ExerciseReport]) -> str:
    """Points of the first report."""
    return f"{reports[0].score}/{reports[0].max_score}" if reports else "-"
