"""What a cohort is, once graded: who submitted what, and the reports. All that the outputs know.

    Results   one graded cohort, to be read as a stream
    ├─ cohort    what is the same for everybody: course, seed, the columns
    ├─ rows()    a Row for each student's submission, in the order of student and source
    └─ files()   what a row's student submitted for an exercise, as bytes

Rows come one by one from the store, so that nobody needs to hold a class of 5,000 in memory.
Nothing in them depends on when, where or in which order they were graded, but for `duration`,
which is 0 in every report that comes from here.
"""

from collections.abc import Iterator, Mapping
from typing import Literal, Protocol

import msgspec

from grader.language import Language
from grader.report import CourseInfo, ExerciseReport

Outcome = Literal[
    "graded",
    "empty",
    "no_exercises",
    "ambiguous",
    "unreadable",
    "too_large",
    "duplicate",
    "failed",
]
"""What became of a submission:

- `graded`: its exercises have reports, whatever is in them
- `empty`: nothing is in it
- `no_exercises`: it holds no `exercises/` folder, nor anything that looks like one
- `ambiguous`: several `exercises/` folders, and nothing says which one counts
- `unreadable`: a broken or encrypted archive, a link in place of a folder, no permission
- `too_large`: more than what is taken of an honest submission
- `duplicate`: another submission of the same student counts
- `failed`: the grader itself failed at it; the same command tries it again
"""


class Student(msgspec.Struct, frozen=True, order=True):
    """Who handed it in, as far as the submission itself says."""

    id: str
    """Name of the student's folder, or the id that Gradescope or Moodle gives."""
    name: str = ""
    email: str = ""


class CheckColumn(msgspec.Struct, frozen=True):
    """A check, the same for everybody."""

    id: str
    title: str
    max_score: int
    task: int | None = None


class Column(msgspec.Struct, frozen=True):
    """An exercise, the same for everybody."""

    id: str
    title: str
    max_score: int
    checks: tuple[CheckColumn, ...]


class Cohort(msgspec.Struct, frozen=True):
    """What is the same for everybody."""

    name: str
    """Of the folder of submissions."""
    course: CourseInfo
    seed: int
    sandbox: str
    """The layers that were in force."""
    lang: Language
    """In which the reports are written."""
    columns: tuple[Column, ...]

    @property
    def max_score(self) -> int:
        return sum(column.max_score for column in self.columns)


class Row(msgspec.Struct, frozen=True):
    """One student's submission. Its `exercises` are in the order of the cohort's columns."""

    student: Student
    source: str
    """Path of the folder or archive, relative to the folder of submissions."""
    outcome: Outcome
    reason: str
    """Why it is not graded, or what to know about how it was; empty where there is nothing."""
    exercises: tuple[ExerciseReport, ...]
    """Empty unless the outcome is `graded`."""

    @property
    def score(self) -> int:
        return sum(exercise.score for exercise in self.exercises)


class Results(Protocol):
    """A graded cohort. Each method may be called as often as one likes."""

    @property
    def cohort(self) -> Cohort: ...

    def rows(self) -> Iterator[Row]:
        """Every row, ordered by student id and then by source."""

    def files(self, row: Row, exercise: str) -> Mapping[str, bytes]:
        """What a row's student submitted for an exercise, by path inside its folder."""
