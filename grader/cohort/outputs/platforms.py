"""Grades as Canvas and Moodle import them.

    write_canvas   Student, ID, SIS User ID, SIS Login ID, Section, then an assignment a column; the
                   second line holds the points possible
    write_moodle   ID number (and Email address, Username where all have one), then a grade a column

Both take an empty cell for “delete this grade”, so whoever has no grade has no line; nor has who
isn't in the roster, or handed in twice. Moodle gives the grades of a line without an identifier to
the student of the line above, so a column of identifiers is written only when it has no hole.
docs/gradebook.md says how to import the files, and where their formats are stated.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from io import TextIOBase

from grader.cohort.model import Column
from grader.cohort.outputs.entries import Entry, Gradebook
from grader.cohort.outputs.table import Cell, points, write_table

CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
POINTS_POSSIBLE = "    Points Possible"
CANVAS_S_OWN = re.compile(
    r"(Current|Final) (Score|Points|Grade)|Override (Score|Grade|Status)|\(\d+\)\s*$"
)
"""Column names that Canvas takes for something else than the title of an assignment."""
EMPTY_IN_PHP = ("", "0")
"""What Moodle takes for no identifier."""


def write_canvas(gradebook: Gradebook, file: TextIOBase) -> None:
    """A file for Canvas's “Import Grades”."""
    columns = gradebook.cohort.columns
    possible: list[Cell] = [
        POINTS_POSSIBLE,
        "",
        "",
        "",
        "",
        *(column.max_score for column in columns),
    ]

    def rows() -> Iterator[Sequence[Cell]]:
        yield possible
        for entry in _with_a_grade(gradebook):
            yield [*_canvas_student(entry), *points(entry, gradebook)]

    write_table(file, [*CANVAS, *titles(columns)], rows())


def _canvas_student(entry: Entry) -> list[str]:
    """Canvas's five columns. A name that only the submission tells could be somebody else's."""
    member = entry.member
    if member is None:
        return [entry.id, "", entry.id, "", ""]
    name = entry.id if "Points Possible" in member.name else member.name or entry.id
    return [name, member.canvas_id, member.id, member.login, member.section]


def write_moodle(gradebook: Gradebook, file: TextIOBase) -> None:
    """A file for Moodle's “Import → CSV file”."""
    members = gradebook.roster.members if gradebook.roster else ()
    identifiers: list[tuple[str, Callable[[Entry], str]]] = [("ID number", lambda entry: entry.id)]
    if members and all(member.email for member in members):
        identifiers.append(("Email address", lambda entry: entry.email))
    if members and all(member.login not in EMPTY_IN_PHP for member in members):
        identifiers.append(("Username", lambda entry: entry.member.login if entry.member else ""))
    rows = (
        [*(value(entry) for _, value in identifiers), *points(entry, gradebook)]
        for entry in _with_a_grade(gradebook)
        if entry.id not in EMPTY_IN_PHP
    )
    names = [name for name, _ in identifiers]
    write_table(file, [*names, *titles(gradebook.cohort.columns)], rows)


def _with_a_grade(gradebook: Gradebook) -> Iterator[Entry]:
    return (e for e in gradebook.entries() if e.importable and e.score is not None)


def titles(columns: Sequence[Column]) -> list[str]:
    """A name for each exercise that is its own and that no platform misunderstands."""
    said = [" ".join(column.title.replace("`", "").split()) for column in columns]
    return [
        title if said.count(title) == 1 and title and not CANVAS_S_OWN.search(title) else column.id
        for title, column in zip(said, columns, strict=True)
    ]
