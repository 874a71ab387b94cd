"""Tables as CSV: RFC 4180, UTF-8, the same bytes for the same gradebook.

What a student can choose (a folder's name, their own name in a list of submissions) must not become
a formula in the instructor's spreadsheet: a cell that begins like one gets an apostrophe in front,
unless it is a plain number. `original` takes it away again.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from io import TextIOBase

from grader.cohort.outputs.entries import Entry, Gradebook

Cell = str | int | None

FORMULA = re.compile(r"'*\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""How a cell begins that a spreadsheet may calculate (the last four are full-width signs), or one
that only looks neutralised."""
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def write_csv(gradebook: Gradebook, file: TextIOBase) -> None:
    """A row for each entry, a column for each exercise."""
    columns = gradebook.cohort.columns
    names = [column.id for column in columns]
    head = ["id", "name", "submission", "roster", *names, "total", "max", "outcome", "reason"]
    write_table(file, head, (_cells(entry, gradebook) for entry in gradebook.entries()))


def _cells(entry: Entry, gradebook: Gradebook) -> list[Cell]:
    roster = "" if entry.match == "no_roster" else entry.match
    return [
        entry.id,
        entry.name,
        entry.row.source if entry.row else "",
        roster,
        *points(entry, gradebook),
        entry.score,
        gradebook.cohort.max_score,
        entry.outcome,
        entry.reason,
    ]


def points(entry: Entry, gradebook: Gradebook) -> list[int | None]:
    """The points of each exercise; None in each where there is no grade."""
    if entry.row is None or not entry.graded:
        return [None] * len(gradebook.cohort.columns)
    by_id = {exercise.id: exercise.score for exercise in entry.row.exercises}
    return [by_id.get(column.id) for column in gradebook.cohort.columns]


def write_table(file: TextIOBase, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write rows as they come; None is an empty cell."""
    writer = csv.writer(file)  # its line end is RFC 4180's, and it quotes what holds a part of it
    writer.writerow([neutral(name) for name in head])
    for row in rows:
        writer.writerow([neutral(cell) if isinstance(cell, str) else cell for cell in row])


def neutral(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if FORMULA.match(text) and not NUMBER.fullmatch(text) else text


def original(text: str) -> str:
    """What `neutral` was given."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text
