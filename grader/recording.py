"""What the checks asked of a right solution, and what it answered: its transcript, to be compared.

Checks see a submission only through answers, and draw their examples from the seed alone. So where
a submission answers every recorded probe as the solution did, the check passes; pytest and
hypothesis are needed only where it answers otherwise. This does not hold for a check that is marked
as live: its answers differ from run to run.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from grader.probe import Step
from grader.watch import Died
from grader.wire import Answer


class Probe(msgspec.Struct, frozen=True):
    """One probe, and the answer of the solution."""

    mode: str
    source: str
    values: dict[str, object]
    errors: tuple[str, ...]
    written: bytes
    """The value, as the subject wrote it."""
    printed: str | None
    """What was printed, where the check looked at that."""

    def bound(self) -> dict[str, object]:
        """The values that are bound to names before the source runs."""
        return self.values


class Case(msgspec.Struct, frozen=True):
    """The probes that were asked of one fresh state."""

    without: tuple[str, ...]
    probes: tuple[Probe, ...]
    blind: bool = False
    """Whether the check takes equal numbers of any type, see `grader.numbers`."""


Recording = Mapping[str, tuple[Case, ...]]
"""The cases of each check that can be compared."""


def recorded(cases: Iterable[Sequence[Step]]) -> tuple[Case, ...]:
    """The cases of a check that the solution passed."""
    return tuple(Case(steps[0].without, tuple(map(_probe, steps))) for steps in cases if steps)


def _probe(step: Step) -> Probe:
    assert isinstance(step.answer, Answer)
    printed = step.answer.output if step.heard else None
    return Probe(step.mode, step.source, step.values, step.errors, step.answer.written, printed)


def same(probe: Probe, answer: Answer | Died) -> bool:
    """Whether an answer is the solution's."""
    return (
        isinstance(answer, Answer)
        and answer.kind == "value"
        and answer.written == probe.written
        and probe.printed in (None, answer.output)
    )
