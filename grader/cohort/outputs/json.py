"""The gradebook as JSON: `gradebook.schema.json` beside this module describes it.

It is written student by student, a line each, so that a class of any size needs no memory. The
checks of an exercise are told by their status alone; what failed and how is in the feedback files.
"""

from io import TextIOBase

import msgspec

from grader.cohort.model import Column
from grader.cohort.outputs.entries import Entry, Gradebook, Match
from grader.language import Language
from grader.report import CheckStatus, CourseInfo, ExerciseStatus

SCHEMA = 1


class ExerciseGrade(msgspec.Struct, frozen=True):
    """One exercise of one student."""

    id: str
    status: ExerciseStatus
    score: int
    max_score: int
    diagnosis: str | None
    checks: dict[str, CheckStatus]


class StudentGrade(msgspec.Struct, frozen=True):
    """One entry of the gradebook."""

    id: str
    """The roster's id, or else the submission's own."""
    name: str
    email: str
    submission: str | None
    """What was graded, relative to the folder of submissions; null where nothing was handed in."""
    roster: Match
    outcome: str
    """`missing`, or what became of the submission."""
    reason: str
    score: int | None
    """Null where there is no grade, which is not the same as 0."""
    max_score: int
    exercises: tuple[ExerciseGrade, ...]


class GradebookFile(msgspec.Struct, frozen=True):
    """The whole file."""

    schema: int
    name: str
    """Of the folder of submissions."""
    course: CourseInfo
    seed: int
    sandbox: str
    lang: Language
    max_score: int
    columns: tuple[Column, ...]
    students: tuple[StudentGrade, ...]


def write_json(gradebook: Gradebook, file: TextIOBase) -> None:
    """Write the gradebook, one student after the other."""
    cohort = gradebook.cohort
    head = GradebookFile(
        SCHEMA,
        cohort.name,
        cohort.course,
        cohort.seed,
        cohort.sandbox,
        cohort.lang,
        cohort.max_score,
        cohort.columns,
        (),
    )
    file.write(_text(head).removesuffix("]}"))
    for number, entry in enumerate(gradebook.entries()):
        file.write(",\n" if number else "\n")
        file.write(_text(_grade(entry, cohort.max_score)))
    file.write("\n]}\n")


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _grade(entry: Entry, max_score: int) -> StudentGrade:
    return StudentGrade(
        entry.id,
        entry.name,
        entry.email,
        entry.row.source if entry.row else None,
        entry.match,
        entry.outcome,
        entry.reason,
        entry.score,
        max_score,
        tuple(
            ExerciseGrade(
                exercise.id,
                exercise.status,
                exercise.score,
                exercise.max_score,
                exercise.diagnosis,
                {check.id: check.status for check in exercise.checks},
            )
            for exercise in (entry.row.exercises if entry.row else ())
        ),
    )


def schema() -> str:
    """The JSON Schema of the file."""
    described = msgspec.json.schema(GradebookFile)
    return msgspec.json.format(msgspec.json.encode(described), indent=2).decode() + "\n"
