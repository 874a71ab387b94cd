"""A class made up of plain data, as the outputs are given one: no grading is needed for it."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec
from hypothesis import settings

from grader.cohort.model import CheckColumn, Cohort, Column, Outcome, Row, Student
from grader.report import (
    CheckReport,
    CheckStatus,
    CourseInfo,
    ExerciseReport,
    Where,
    exercise_report,
)

STEADY = settings(deadline=None, derandomize=True)
"""Neither the load of a machine nor luck decides."""
COLUMNS = (
    Column(
        "counter",
        "A counter",
        3,
        (
            CheckColumn("test_starts", "It starts at nothing.", 1),
            CheckColumn("test_counts", "`add` counts.", 2),
        ),
    ),
    Column("queue", "A queue", 1, (CheckColumn("test_first", "First in, first out.", 1),)),
)
COHORT = Cohort("class", CourseInfo("Fixture", "1.0"), 7, "process, limits", "en", COLUMNS)
Statuses = Sequence[Sequence[CheckStatus]]
"""Of each check of each column."""
PASSED: Statuses = (("passed", "passed"), ("passed",))
HALF: Statuses = (("passed", "failed"), ("not_run",))


class MadeUp(msgspec.Struct, frozen=True):
    """Results in memory."""

    given: tuple[Row, ...]
    cohort: Cohort = COHORT
    code: Mapping[str, Mapping[str, Mapping[str, bytes]]] = {}
    """By source and exercise: files."""

    def rows(self) -> Iterator[Row]:
        yield from sorted(self.given, key=lambda row: (row.student, row.source))

    def files(self, row: Row, exercise: str) -> Mapping[str, bytes]:
        return self.code.get(row.source, {}).get(exercise, {})


def row(
    id: str,
    statuses: Statuses = PASSED,
    *,
    source: str = "",
    name: str = "",
    email: str = "",
    text: str = "",
    diagnosis: str | None = None,
    reason: str = "",
    columns: Sequence[Column] = COLUMNS,
) -> Row:
    """A graded row; `text` stands wherever a student's own words may."""
    exercises = tuple(
        exercise(column, each, text, diagnosis)
        for column, each in zip(columns, statuses, strict=True)
    )
    return Row(Student(id, name, email), source or id, "graded", reason, exercises)


def ungraded(id: str, outcome: Outcome, reason: str = "it is empty", source: str = "") -> Row:
    return Row(Student(id), source or id, outcome, reason, ())


def exercise(
    column: Column, statuses: Sequence[CheckStatus], text: str = "", diagnosis: str | None = None
) -> ExerciseReport:
    checks = tuple(map(check, column.checks, statuses, [text] * len(statuses)))
    report = exercise_report(column.id, column.title, checks, 0.0)
    return msgspec.structs.replace(report, diagnosis=diagnosis)


def check(column: CheckColumn, status: CheckStatus, text: str = "") -> CheckReport:
    if status in ("passed", "not_run"):
        score = column.max_score if status == "passed" else 0
        return CheckReport(column.id, column.title, status, score, column.max_score)
    return CheckReport(
        column.id,
        column.title,
        status,
        0,
        column.max_score,
        message=f"The answer is not the one that the task asks for. {text}",
        expected="2",
        got=f"'{text}'",
        transcript=f">>> from counter import Counter\n>>> Counter({text!r}).add(2)\n{text or 1}",
        output=text,
        where=Where("counter/counter.py", 3),
    )
