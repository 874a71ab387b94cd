"""Who answers an exercise like whom: the class's code, exercise by exercise, given to `similarity`.

One exercise is held in memory at a time.
"""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from grader.cohort.outputs.entries import Gradebook
from grader.cohort.outputs.page.similarity import Similar, similar_answers
from grader.course import Course
from grader.submission import read_submitted

MOST_SHOWN = 15
"""Groups and pairs of an exercise that the page shows."""


class Likenesses(msgspec.Struct, frozen=True):
    """What is alike in one exercise."""

    exercise: str
    shown: tuple[Similar, ...]
    count: int
    """Of all, shown or not."""


def likenesses(gradebook: Gradebook, course: Course) -> list[Likenesses]:
    """Of each exercise in which anything is alike, in the course's order."""
    found = []
    for column in gradebook.cohort.columns:
        alike = similar_answers(_answers(gradebook, column.id), _stub(course, column.id))
        if alike:
            found.append(Likenesses(column.id, tuple(alike[:MOST_SHOWN]), len(alike)))
    return found


def _answers(gradebook: Gradebook, exercise: str) -> dict[str, str]:
    """The code of everybody who began the exercise, by the path of the submission."""
    found = {}
    for entry in gradebook.entries():
        row = entry.row
        if row is not None and any(
            report.id == exercise and report.status != "not_started" for report in row.exercises
        ):
            found[row.source] = _code(gradebook.results.files(row, exercise))
    return found


def _stub(course: Course, name: str) -> str:
    return _code(read_submitted(Path(course.folder), course.find(name)).files)


def _code(files: Mapping[str, bytes]) -> str:
    """All files as one text, in the order of their names."""
    return "\n".join(files[name].decode("utf-8", "replace") for name in sorted(files))
