"""When the search for the smallest failing case ends, though it hasn't come to its own end.

Hypothesis gives up after five minutes by the clock: what it shows then depends on the machine's
load. Here it is the number of cases that counts, and what they cost a subject in CPU and sleep. As
the cost is looked at only when their number has doubled, a slow submission is stopped at the same
case again and again, unless its cost is close to the bound. The verdict is the same in any case:
it is the first failing case that decides it.
"""

import math
from typing import Any

import hypothesis.core
from hypothesis.internal.conjecture import engine
from hypothesis.internal.conjecture.data import ConjectureData

from grader.patience import Patience

FIRST_LOOK = 8
"""Cases after which the cost is looked at for the first time."""
MOST_CASES = 2048
"""Cases that are tried; what a student would write needs some hundred."""
MOST_SECONDS = 4.0
"""Seconds of CPU and sleep that these may cost."""
UNWATCHED = 1.0
"""Seconds of waiting after which the cost is counted."""


def bound_shrinking(patience: Patience) -> None:
    """Have hypothesis look for smaller cases only as long as a subject's `patience` says."""

    class Runner(BoundedRunner):
        spent = patience

    setattr(engine, "MAX_SHRINKING_SECONDS", math.inf)  # noqa: B010  no constant to mypy
    setattr(hypothesis.core, "ConjectureRunner", Runner)  # noqa: B010  likewise


class BoundedRunner(engine.ConjectureRunner):
    """Hypothesis' own engine, which stops shrinking by what it has cost."""

    spent: Patience

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._tried = 0
        self._at_first = 0.0

    def test_function(self, data: ConjectureData) -> None:
        """Run one case. Raises RunIsComplete when no smaller one is to be tried any more."""
        super().test_function(data)
        if self.finish_shrinking_deadline is None:
            return
        if self._tried == 0:
            self._at_first = self.spent.spent
            self.spent.look_closely_after(UNWATCHED)
        self._tried += 1
        if self._tried == MOST_CASES or (self._is_time_to_look() and self._is_too_slow()):
            self.exit_with(engine.ExitReason.very_slow_shrinking)

    def _is_time_to_look(self) -> bool:
        return self._tried >= FIRST_LOOK and self._tried.bit_count() == 1

    def _is_too_slow(self) -> bool:
        return self.spent.spent - self._at_first > MOST_SECONDS
