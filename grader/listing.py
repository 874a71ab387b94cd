"""What `grader list` shows: each exercise with its state, and how far the course is done.

    rows(overview, exercises, state) → what is known of each exercise
    lines(rows, language) → pieces of text with a style each

States come from the files as they are now: a remembered verdict counts only for the same files.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Literal, NamedTuple

from grader import content
from grader.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grader.language import Language
    from grader.overview import Overview, Short
    from grader.state import Entry, State

Standing = Literal["passed", "begun", "changed", "ungraded", "not_started", "missing"]
Piece = tuple[str, str]
"""A text and its style."""
MARKS: dict[Standing, tuple[str, str, str]] = {
    "passed": ("✓", "ok", "green"),
    "begun": ("✗", "no", "red"),
    "changed": ("~", "~ ", "yellow"),
    "ungraded": ("~", "~ ", "yellow"),
    "not_started": ("·", "--", "dim"),
    "missing": ("·", "--", "dim"),
}
"""The mark, the same in ASCII, and its colour."""
BAR = 30
"""Columns of the bar."""
LEVEL = "level {level}"
CHANGED = "changed since it was graded"
UNGRADED = "begun, not graded yet"
NOT_STARTED = "not started"
MISSING = "its files are missing"
AFTER = "after {names}"
SO_FAR = "{passed} of {count} exercises passed, {score} of {points} points"
NOTES: dict[Standing, str] = {
    "changed": CHANGED,
    "ungraded": UNGRADED,
    "not_started": NOT_STARTED,
    "missing": MISSING,
}


class Row(NamedTuple):
    """One exercise of one submission."""

    short: Short
    standing: Standing
    score: int
    """Points of the last verdict; what is changed since counts for nothing."""
    shut: list[str]
    """What it comes after and isn't passed yet."""


def rows(overview: Overview, exercises: str | None, state: State) -> list[Row]:
    """What is known of each exercise whose files lie in `exercises`."""
    found: list[Row] = []
    passed: set[str] = set()
    for short in overview:
        standing, score = _standing(short, exercises, state.entries.get(short.id))
        if standing == "passed":
            passed.add(short.id)
        shut = [other for other in short.after if other not in passed]
        found.append(Row(short, standing, score, shut))
    return found


def _standing(short: Short, exercises: str | None, entry: Entry | None) -> tuple[Standing, int]:
    if exercises is None:
        return "not_started", 0
    files = content.read_files(os.path.join(exercises, short.id), short.patterns)
    if not files:
        return "missing", 0
    if content.fingerprint(files) == short.stub:
        return "not_started", 0
    if entry is None:
        return "ungraded", 0
    if not entry.is_of(content.digest_of(files), short.checks):
        return "changed", entry.score
    return ("passed" if entry.status == "passed" else "begun"), entry.score


def lines(found: Sequence[Row], lang: Language, *, ascii_only: bool) -> Iterator[list[Piece]]:
    """The lines of the list, in pieces with a style each."""
    width = max((len(row.short.id) for row in found), default=0)
    for row in found:
        yield _line(row, width, lang, ascii_only=ascii_only)
    yield []
    yield _bar(found, ascii_only=ascii_only)


def _line(row: Row, width: int, lang: Language, *, ascii_only: bool) -> list[Piece]:
    short = row.short
    mark, letters, colour = MARKS[row.standing]
    level = _(LEVEL).format(level=short.level)
    points = f"{row.score:>2}/{short.points:<2}"
    note = "; ".join(_notes(row))
    return [
        (f" {letters if ascii_only else mark} ", colour),
        (f"{short.id:<{width}}", "bold"),
        (f"  {level}  {points}  {short.title[lang]}", ""),
        (f"  ({note})" if note else "", "dim"),
    ]


def _notes(row: Row) -> Iterator[str]:
    if row.standing in NOTES:
        yield _(NOTES[row.standing])
    if row.shut and row.standing != "passed":
        yield _(AFTER).format(names=", ".join(row.shut))


def can_write_marks(encoding: str | None) -> bool:
    """Whether the marks and the bar can be written in this encoding."""
    try:
        "✓✗·█░“".encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def totals(found: Sequence[Row]) -> tuple[int, int, int, int]:
    """Exercises passed and in all, points earned and in all."""
    return (
        sum(row.standing == "passed" for row in found),
        len(found),
        sum(row.score for row in found if row.standing in ("passed", "begun")),
        sum(row.short.points for row in found),
    )


def _bar(found: Sequence[Row], *, ascii_only: bool) -> list[Piece]:
    passed, count, score, points = totals(found)
    full = BAR * passed // max(count, 1)
    done, left = ("#", "-") if ascii_only else ("█", "░")
    text = _(SO_FAR).format(passed=passed, count=count, score=score, points=points)
    return [(" " + done * full, "green"), (left * (BAR - full), "dim"), (f" {text}", "bold")]
