"""What stands on the page: a report's exercises, sorted by what matters, and what the course adds.

extras_of(course, report, …) → Extras      hints, tasks, what comes next
exercise_view(exercise, extra) → View      which check is shown in full, which are folded
"""

from collections.abc import Mapping
from typing import Literal

import msgspec

from grader.afterwards import real_life
from grader.course import Course, Exercise
from grader.report import CheckReport, ExerciseReport, Report, failing, have_one_cause
from grader.route import next_exercise

State = Literal["passed", "failed", "error", "not_started"]
STEPS = 20
"""The heights that a column of the picture can have."""


class Extra(msgspec.Struct, frozen=True):
    """What the course adds to the report of one exercise."""

    level: int
    task: str
    """The README, in Markdown."""
    readme: str
    """Where the README is, relative to the page; empty where that can't be told."""
    hints: tuple[str, ...]
    files: tuple[str, ...]
    """What the student edits, with forward slashes, from the folder that holds `exercises/`."""
    real_life: tuple[str, ...] = ()
    """Paragraphs for whoever passed: where the same thing is done in a library."""


class Extras(msgspec.Struct, frozen=True):
    """What the course adds to a report."""

    exercises: Mapping[str, Extra] = {}
    next: str | None = None
    """The exercise to go on with, when the report is of the whole course."""
    command: str = "grader"
    """What the reader types for `grader`."""


class View(msgspec.Struct, frozen=True):
    """One exercise as it is shown."""

    report: ExerciseReport
    extra: Extra | None
    failing: tuple[CheckReport, ...]
    """The first of them is shown in full."""
    alike: bool
    """All of them fail for the one reason that nothing could run."""
    passed: tuple[CheckReport, ...]
    waiting: tuple[CheckReport, ...]


class Column(msgspec.Struct, frozen=True):
    """One exercise in the picture of the course."""

    state: State
    height: int
    """How much of it is solved, from 0 to STEPS."""


class Overview(msgspec.Struct, frozen=True):
    """The course at a glance."""

    columns: tuple[Column, ...]
    passed: int
    begun: int
    untouched: int
    next: ExerciseReport | None


def extras_of(
    course: Course, report: Report, lang: Literal["en", "zh"], *, command: str, readmes: str = ""
) -> Extras:
    """What `course` adds to `report`; `readmes` is the way from the page to `exercises/`."""
    reported = {exercise.id for exercise in report.exercises}
    whole = all(exercise.id in reported for exercise in course.exercises)
    following = next_exercise(course, report) if whole else None
    return Extras(
        exercises={e.id: _extra(e, lang, readmes) for e in course.exercises if e.id in reported},
        next=following.id if following else None,
        command=command,
    )


def _extra(exercise: Exercise, lang: Literal["en", "zh"], readmes: str) -> Extra:
    from grader.course import README

    return Extra(
        level=exercise.entry.level,
        task=_readme(exercise, lang),
        readme=f"{readmes}/{exercise.id}/{README[lang]}" if readmes else "",
        hints=tuple(hint.in_language(lang) for hint in exercise.entry.hints),
        files=tuple(f"exercises/{exercise.id}/{pattern}" for pattern in exercise.patterns),
        real_life=tuple(real_life(exercise, lang)),
    )


def _readme(exercise: Exercise, lang: Literal["en", "zh"]) -> str:
    """The README; empty where the student has put it away, or spoiled it."""
    try:
        return exercise.readme(lang)
    except (OSError, UnicodeDecodeError):
        return ""


def exercise_view(report: ExerciseReport, extra: Extra | None) -> View:
    """Sort the checks of an exercise by what the student does about them."""
    found = tuple(failing(report.checks))
    return View(
        report=report,
        extra=extra,
        failing=found,
        alike=have_one_cause(found),
        passed=tuple(c for c in report.checks if c.status == "passed"),
        waiting=tuple(c for c in report.checks if c.status == "not_run"),
    )


def overview(report: Report, next_id: str | None) -> Overview:
    """The numbers and the picture of a report."""
    states = [exercise.status for exercise in report.exercises]
    passed, untouched = states.count("passed"), states.count("not_started")
    return Overview(
        columns=tuple(Column(e.status, _height(e)) for e in report.exercises),
        passed=passed,
        begun=len(states) - passed - untouched,
        untouched=untouched,
        next=next((e for e in report.exercises if e.id == next_id), None),
    )


def _height(exercise: ExerciseReport) -> int:
    """Full only for what is solved wholly, and empty only for nothing."""
    if exercise.score in (0, exercise.max_score):
        return STEPS if exercise.score and exercise.status == "passed" else 0
    return min(max(round(STEPS * exercise.score / exercise.max_score), 1), STEPS - 1)
