"""Everybody's verdicts as one table of small numbers, for plots and item analysis.

    collect(gradebook) → Scores    a row a graded student, a column a check

5,000 students with 200 checks each are a megabyte; their reports are read once and let go.
"""

from collections import Counter

import msgspec
import numpy as np
from numpy.typing import NDArray

from grader.cohort.model import CheckColumn, Column
from grader.cohort.outputs.entries import Entry, Gradebook
from grader.report import CheckStatus

CODES: dict[CheckStatus, int] = {"passed": 0, "failed": 1, "error": 2, "timeout": 3, "not_run": 4}
PASSED, NOT_RUN = CODES["passed"], CODES["not_run"]


class Scores(msgspec.Struct, frozen=True):
    """The verdicts of a class, in the gradebook's order."""

    columns: tuple[Column, ...]
    labels: tuple[str, ...]
    """Of the graded students."""
    verdicts: NDArray[np.uint8]
    """CODES, students by checks."""
    started: NDArray[np.bool_]
    """Students by exercises."""
    totals: NDArray[np.int64]
    """Points of each student."""
    outcomes: dict[str, int]
    """How many entries of the gradebook have each outcome, ungraded ones too."""

    @property
    def checks(self) -> list[tuple[Column, CheckColumn]]:
        """The check of each column of `verdicts`, with its exercise."""
        return [(column, check) for column in self.columns for check in column.checks]

    @property
    def points(self) -> NDArray[np.int64]:
        """Points for each check, students by checks."""
        worth = np.array([check.max_score for _, check in self.checks], dtype=np.int64)
        return np.where(self.verdicts == PASSED, worth, 0)

    def attempted(self, place: int) -> NDArray[np.bool_]:
        """Who began the exercise of the check in column `place`."""
        exercise = self.checks[place][0]
        began: NDArray[np.bool_] = self.started[:, self.columns.index(exercise)]
        return began


def collect(gradebook: Gradebook) -> Scores:
    """Read every entry once."""
    columns = gradebook.cohort.columns
    width = sum(len(column.checks) for column in columns)
    outcomes: Counter[str] = Counter()
    labels, totals = [], []
    verdicts, started = bytearray(), bytearray()
    for entry in gradebook.entries():
        outcomes[entry.outcome] += 1
        if entry.graded:
            labels.append(entry.name or entry.id)
            totals.append(entry.score or 0)
            verdicts += _codes(entry, columns)
            started += _started(entry, columns)
    return Scores(
        columns,
        tuple(labels),
        np.frombuffer(bytes(verdicts), np.uint8).reshape(len(labels), width),
        np.frombuffer(bytes(started), np.bool_).reshape(len(labels), len(columns)),
        np.array(totals, dtype=np.int64),
        dict(sorted(outcomes.items())),
    )


def _codes(entry: Entry, columns: tuple[Column, ...]) -> bytes:
    assert entry.row is not None
    found = {
        (exercise.id, check.id): CODES[check.status]
        for exercise in entry.row.exercises
        for check in exercise.checks
    }
    return bytes(found.get((c.id, check.id), NOT_RUN) for c in columns for check in c.checks)


def _started(entry: Entry, columns: tuple[Column, ...]) -> bytes:
    assert entry.row is not None
    begun = {e.id for e in entry.row.exercises if e.status != "not_started"}
    return bytes(column.id in begun for column in columns)
