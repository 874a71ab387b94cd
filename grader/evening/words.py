"""What `grader watch` says, in both of its forms."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from grader.afterwards import after_a_pass
from grader.language import _
from grader.listing import totals

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from grader.course import Exercise
    from grader.evening.session import Session
    from grader.report import ExerciseReport

KEYS = {
    "next": "next",
    "previous": "previous",
    "hint": "hint",
    "task": "task",
    "list": "list",
    "check": "check",
    "all": "all",
    "reset": "reset",
    "edit": "edit",
    "copy": "copy",
    "quit": "quit",
}
"""The word under each key."""
BACK = "back"
YES = "yes"
NO = "no"
WHERE = "{passed} of {count} passed"
HERE = "{id} · {title}"
FILE = "edit {path}"
CHECKING = "Checking {id} …"
CHECKED = "Checking {id} … {done} of {count}"
PASSED = "{id} passed: all {count} checks hold."
NOT_STARTED = "{id} is not started. Read the task, fill in {path}, and save."
OTHERS = "{passed} of {count} checks pass; this one first."
STUCK = "The same check three times: a hint may help (key h)."
NEXT = "When you are ready: n goes on to the next exercise."
ALL_DONE = "Everything passed: all {count} exercises of the course are done."
ELSEWHERE = "{id}: {passed} of {count} checks pass."
ASK_RESET = "Put the stub of {id} back? What you wrote is kept beside it. (y/n)"
RESET = "The stub of {id} is back. What you wrote is kept in {kept}"
RESET_EMPTY = "The stub of {id} is back; there was nothing of yours to keep."
LEFT = "Nothing was changed."
UNTOUCHED = "{id} is the untouched stub already."
CHECK_ALL = "Checking all that you have begun: {count} exercises."
NOTHING_BEGUN = "Nothing is begun yet."
NO_HINTS = "There are no hints for {id}; read its task once more (key t)."
FAILED = "The grader: {reason}"


def place(session: Session, exercise: Exercise) -> str:
    """The file to edit, and the line where it is known."""
    path, line = session.file_to_edit()
    return f"{_from_here(path)}:{line}" if line else _from_here(path)


def _from_here(path: Path) -> str:
    """A path as seen from where the student is."""
    try:
        return os.path.relpath(path)
    except ValueError:  # another drive on Windows
        return str(path)


def where(session: Session) -> str:
    passed, count, _score, _points = totals(session.rows())
    return _(WHERE).format(passed=passed, count=count)


def here(session: Session, exercise: Exercise) -> str:
    title = exercise.entry.title.in_language(session.lang)
    return _(HERE).format(id=exercise.id, title=title)


def summary(session: Session, exercise: Exercise, report: ExerciseReport) -> str:
    """A verdict in a line."""
    if report.status == "not_started":
        return _(NOT_STARTED).format(id=exercise.id, path=place(session, exercise))
    passed = sum(check.status == "passed" for check in report.checks)
    sentence = _(PASSED if report.status == "passed" else OTHERS)
    return sentence.format(id=exercise.id, passed=passed, count=len(report.checks))


def elsewhere(exercise: Exercise, report: ExerciseReport) -> str:
    """A verdict on an exercise that isn't in sight."""
    passed = sum(check.status == "passed" for check in report.checks)
    return _(ELSEWHERE).format(id=exercise.id, passed=passed, count=len(report.checks))


def after(session: Session, exercise: Exercise, command: str) -> Iterator[str]:
    """What is told after a pass."""
    yield from after_a_pass(session.course, exercise, session.lang, command)
    passed, count, _score, _points = totals(session.rows())
    yield _(ALL_DONE).format(count=count) if passed == count else _(NEXT)


def do_reset(session: Session) -> str:
    """Reset the exercise in sight; what to say of it. Raises UsageError."""
    exercise = session.exercise
    kept = session.reset()
    if kept is None:
        return _(RESET_EMPTY).format(id=exercise.id)
    return _(RESET).format(id=exercise.id, kept=_from_here(kept))
