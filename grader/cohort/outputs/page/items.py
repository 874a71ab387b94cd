"""Item analysis: how hard each check is, and whether those who know more pass it more often.

Everything is computed over the students who began the exercise of the check; the measure of what
somebody knows is their score in the whole course.

- difficulty: the share that passes it (the p value; 1 is easy)
- discrimination: the correlation of passing it with the points for everything else (the corrected
  item-total correlation, a point-biserial one)
- upper less lower: the share that passes among the best 27 % less that among the last 27 %; where
  the border runs through students with the same score, each of them counts in part, so that no
  order decides

Each is None where it can't be told: of one student, of equal scores, of a check without variance.
"""

from typing import Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from grader.cohort.outputs.page.scores import PASSED, Scores

Flag = Literal["", "nobody", "everybody", "negative", "weak"]
GROUP = 0.27
"""Share of the class in the upper and in the lower group (Kelley 1939)."""
ENOUGH = 20
"""Students below which no check is called weak: chance decides too much."""
WEAK = 0.2
"""Ebel's border for a difference between the groups that tells little."""


class Item(msgspec.Struct, frozen=True):
    """One check, as the class met it."""

    exercise: str
    check: str
    title: str
    attempts: int
    passed: int
    difficulty: float | None
    discrimination: float | None
    upper_lower: float | None
    flag: Flag


def item_analysis(scores: Scores) -> list[Item]:
    """Every check, in the course's order."""
    points = scores.points
    return [_item(scores, points[:, place], place) for place in range(len(scores.checks))]


def _item(scores: Scores, points: NDArray[np.int64], place: int) -> Item:
    exercise, check = scores.checks[place]
    began = scores.attempted(place)
    passed = scores.verdicts[began, place] == PASSED
    totals = scores.totals[began]
    count, passes = int(began.sum()), int(passed.sum())
    rest = correlation(passed.astype(np.int64), totals - points[began])
    groups = upper_lower(passed, totals)
    return Item(
        exercise.id,
        check.id,
        check.title,
        count,
        passes,
        passes / count if count else None,
        rest,
        groups,
        flag(count, passes, rest, groups),
    )


def correlation(one: NDArray[np.int64], other: NDArray[np.int64]) -> float | None:
    """Pearson's; None where either has no variance."""
    if len(one) < 2 or np.ptp(one) == 0 or np.ptp(other) == 0:
        return None
    return float(np.corrcoef(one, other)[0, 1])


def upper_lower(passed: NDArray[np.bool_], totals: NDArray[np.int64]) -> float | None:
    """The share that passes in the upper group, less that in the lower one."""
    if len(totals) < 2 or np.ptp(totals) == 0:
        return None
    size = max(1.0, GROUP * len(totals))
    levels, level = np.unique(totals, return_inverse=True)
    counts = np.bincount(level, minlength=len(levels))
    shares = np.bincount(level, weights=passed, minlength=len(levels)) / counts
    return _first(counts[::-1], shares[::-1], size) - _first(counts, shares, size)


def _first(counts: NDArray[np.int64], shares: NDArray[np.float64], size: float) -> float:
    """The share that passes among the first `size` students; those of a level are all alike."""
    before = np.concatenate([[0], np.cumsum(counts)[:-1]])
    taken = np.clip(size - before, 0, counts)
    return float((taken * shares).sum() / size)


def flag(attempts: int, passes: int, rest: float | None, groups: float | None) -> Flag:
    """What an instructor should look at."""
    if attempts and passes == 0:
        return "nobody"
    if attempts and passes == attempts:
        return "everybody"
    if attempts < ENOUGH:
        return ""
    if rest is not None and rest < -2 / attempts**0.5:  # by chance only once in forty times
        return "negative"
    can_differ = WEAK <= passes / attempts <= 1 - WEAK
    return "weak" if can_differ and groups is not None and groups < WEAK else ""
