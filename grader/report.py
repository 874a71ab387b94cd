"""The report: what a run of the grader found, as plain data.

`schema.json` beside this module is its JSON Schema, and a test keeps the two together. Reporters
know this module and nothing else of the grader.
"""

import re
from collections.abc import Sequence
from typing import Literal

import msgspec

SCHEMA = 1
PREPARING = re.compile(r">>> (?:from |import |\w+ = )")
"""Lines of a case that only prepare it."""
MAX_SHOWN = 2_000
"""Characters of one value that a report shows."""

ExerciseStatus = Literal["passed", "failed", "error", "not_started"]
CheckStatus = Literal["passed", "failed", "error", "timeout", "not_run"]


class Where(msgspec.Struct, frozen=True):
    """A line of the student's."""

    file: str
    """Relative to `exercises/`, with forward slashes."""
    line: int


class CheckReport(msgspec.Struct, frozen=True):
    """The verdict of one check."""

    id: str
    title: str
    """The sentence that the check claims."""
    status: CheckStatus
    score: int
    max_score: int
    message: str = ""
    """What it means, and what to look at."""
    expected: str | None = None
    got: str | None = None
    transcript: str = ""
    """A failing case, the smallest that was found, as lines to paste at a prompt."""
    output: str = ""
    """What the student's code printed in that case."""
    where: Where | None = None


class ExerciseReport(msgspec.Struct, frozen=True):
    """The verdicts of one exercise."""

    id: str
    title: str
    status: ExerciseStatus
    score: int
    max_score: int
    duration: float
    """Seconds of wall time."""
    diagnosis: str | None
    checks: tuple[CheckReport, ...]


class CourseInfo(msgspec.Struct, frozen=True):
    name: str
    version: str


class Report(msgspec.Struct, frozen=True):
    """A whole run."""

    schema: int
    course: CourseInfo
    seed: int
    sandbox: str
    """The layers that were in force."""
    score: int
    max_score: int
    exercises: tuple[ExerciseReport, ...]


def exercise_report(
    id: str, title: str, checks: tuple[CheckReport, ...], duration: float
) -> ExerciseReport:
    """Sum up the checks of an exercise."""
    return ExerciseReport(
        id=id,
        title=title,
        status=exercise_status(checks),
        score=sum(check.score for check in checks),
        max_score=sum(check.max_score for check in checks),
        duration=duration,
        diagnosis=None,
        checks=checks,
    )


def exercise_status(checks: tuple[CheckReport, ...]) -> ExerciseStatus:
    """Passed when every check did; error when none could be judged at all."""
    statuses = {check.status for check in checks}
    if statuses == {"passed"}:
        return "passed"
    if statuses == {"not_run"}:
        return "not_started"
    return "error" if statuses <= {"error", "timeout", "not_run"} else "failed"


def course_report(
    course: CourseInfo, seed: int, sandbox: str, exercises: tuple[ExerciseReport, ...]
) -> Report:
    """Sum up the exercises of a run."""
    return Report(
        schema=SCHEMA,
        course=course,
        seed=seed,
        sandbox=sandbox,
        score=sum(exercise.score for exercise in exercises),
        max_score=sum(exercise.max_score for exercise in exercises),
        exercises=exercises,
    )


def fails(check: CheckReport) -> bool:
    return check.status not in ("passed", "not_run")


def failing(checks: Sequence[CheckReport]) -> list[CheckReport]:
    """The failing ones of an exercise's checks: the one to look at first, then the others.

    Where most fail, the first is the one that all else builds on. Where few do, it is the one that
    takes the fewest lines to see: it is nearest to the fault.
    """
    found = [check for check in checks if fails(check)]
    if not found or 2 * len(found) > len(checks):
        return found
    first = min(found, key=typed_lines)
    return [first, *(check for check in found if check is not first)]


def typed_lines(check: CheckReport) -> int:
    """How many lines of its case do something: not imports, nor values that get a name."""
    lines = check.transcript.splitlines()
    typed = [line for line in lines if line.startswith((">>> ", "... "))]
    return sum(not PREPARING.match(line) for line in typed)


def have_one_cause(failing: Sequence[CheckReport]) -> bool:
    """Whether several checks fail before anything of them has run, all in the same way."""
    return len({(check.message, check.transcript) for check in failing}) == 1 < len(failing)
