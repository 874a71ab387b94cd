"""The course in short, as `grader list` needs it.

    overview(root, folder, hidden) → Overview

Reading a course means reading every check of it. The short form is kept in `.grader/course.json`,
with the stamp of the files that it was made from; when one of these changes it is made anew.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, NamedTuple

from grader import VERSION, content, state

if TYPE_CHECKING:
    from grader.content import Stamp
    from grader.course import Course, Exercise

FILE = "course.json"
HIDDEN = os.path.dirname(os.path.abspath(__file__))
MADE_FROM = ("checks", "checks.json", "observers", "diagnoses.json")


class Short(NamedTuple):
    """An exercise in short."""

    id: str
    title: dict[str, str]
    level: int
    points: int
    after: list[str]
    patterns: list[str]
    stub: str
    checks: str
    """See `grader.state.checks_digest`."""


Overview = list[Short]


def own_folders() -> tuple[str, str]:
    """Where the stubs and the hidden parts of this grader's own course are."""
    packed = os.path.join(HIDDEN, "_exercises")
    beside = os.path.join(os.path.dirname(HIDDEN), "exercises")
    return packed if os.path.isdir(packed) else beside, HIDDEN


def overview(root: str, folder: str, hidden: str) -> Overview:
    """The course in `folder`, in short. Raises CourseError when it has to be read and can't be."""
    made_from = _stamp(root, folder, hidden)
    kept = _kept(root, made_from)
    if kept is not None:
        return kept
    from pathlib import Path

    from grader.course import load_course

    made = shortened(load_course(Path(folder), Path(hidden)))
    _keep(root, made_from, made)
    return made


def shortened(course: Course) -> Overview:
    return [_short(exercise) for exercise in course.exercises]


def _short(exercise: Exercise) -> Short:
    entry = exercise.entry
    return Short(
        exercise.id,
        {"en": entry.title.en, "zh": entry.title.zh},
        entry.level,
        exercise.max_score,
        list(entry.after),
        list(exercise.patterns),
        entry.stub,
        state.checks_digest(exercise),
    )


def _stamp(root: str, folder: str, hidden: str) -> Stamp:
    paths = [os.path.join(hidden, name) for name in MADE_FROM]
    key = os.path.join(root, ".course")  # see `grader.published`
    return [[VERSION], *content.stamp(os.path.join(folder, "course.toml"), *paths, key)]


def _kept(root: str, made_from: Stamp) -> Overview | None:
    try:
        with open(os.path.join(root, state.FOLDER, FILE), encoding="utf-8") as file:
            stamp, rows = json.load(file)
        return [Short(*row) for row in rows] if stamp == made_from else None
    except (OSError, ValueError, TypeError):
        return None


def _keep(root: str, made_from: Stamp, made: Overview) -> None:
    if not os.path.isdir(os.path.join(root, "exercises")):
        return  # nobody's submission
    try:
        folder = state.make_folder(root)
        text = json.dumps([made_from, made], ensure_ascii=False)
        state.write_atomically(os.path.join(folder, FILE), text)
    except OSError:
        return
