"""The mistakes that a class makes most: equal wrong transcripts, with what they probably mean.

Two submissions make the same mistake in an exercise when `grader.diagnosis` takes their failures
for the same: the same checks fail, on the same probes, with the same answers. Their diagnosis is
that of the known misconception that fails exactly like this.
"""

from collections import Counter
from collections.abc import Iterator

import msgspec

from grader.cohort.outputs.entries import Gradebook
from grader.diagnosis import fingerprint
from grader.report import ExerciseReport

MOST = 3
"""Mistakes that are shown of an exercise."""
Key = tuple[str, str]
"""An exercise, and the fingerprint of a failure."""


class Mistake(msgspec.Struct, frozen=True):
    """A way to fail an exercise that several students share."""

    count: int
    report: ExerciseReport
    """Of one of them: they are alike."""


class Mistakes(msgspec.Struct, frozen=True):
    """How a class fails one exercise."""

    exercise: str
    failing: int
    different: int
    """Ways to fail."""
    frequent: tuple[Mistake, ...]
    """The most frequent first."""


def frequent_mistakes(gradebook: Gradebook) -> list[Mistakes]:
    """Of each exercise that anybody fails, in the course's order. Reads the gradebook twice."""
    counts = Counter(key for key, _ in _failures(gradebook))
    wanted = {
        column.id: _most([key for key in counts if key[0] == column.id], counts)
        for column in gradebook.cohort.columns
    }
    examples = _examples(gradebook, {key for keys in wanted.values() for key in keys})
    found = []
    for exercise, keys in wanted.items():
        every = [count for key, count in counts.items() if key[0] == exercise]
        shown = tuple(Mistake(counts[key], examples[key]) for key in keys)
        found.append(Mistakes(exercise, sum(every), len(every), shown))
    return [mistakes for mistakes in found if mistakes.failing]


def _most(keys: list[Key], counts: Counter[Key]) -> list[Key]:
    shared = [key for key in keys if counts[key] > 1]
    return sorted(shared, key=lambda key: (-counts[key], key))[:MOST]


def _examples(gradebook: Gradebook, wanted: set[Key]) -> dict[Key, ExerciseReport]:
    found: dict[Key, ExerciseReport] = {}
    for key, report in _failures(gradebook):
        if key in wanted:
            found.setdefault(key, report)
            if len(found) == len(wanted):
                break
    return found


def _failures(gradebook: Gradebook) -> Iterator[tuple[Key, ExerciseReport]]:
    for entry in gradebook.entries():
        for report in entry.row.exercises if entry.row else ():
            if digest := fingerprint(report):
                yield (report.id, digest), report
