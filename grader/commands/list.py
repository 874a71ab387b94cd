"""`grader list`: the exercises of the course, and how far each is."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from grader import listing, state
from grader.language import current

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from grader.course import Course
    from grader.overview import Overview


def add_arguments(parser: argparse.ArgumentParser) -> None:
    from grader.commands.arguments import add_submission

    add_submission(parser)
    parser.add_argument("--format", choices=["text", "json"], default="text")


def at_once() -> int:
    """What is asked for when nothing else is typed; reads no check and no course where it can."""
    from grader.overview import overview, own_folders

    _show(overview(".", *own_folders()), ".")
    return 0


def carry_out(options: argparse.Namespace, course: Course) -> int:
    from grader.overview import shortened
    from grader.submission import exercises_of

    root = str(options.submission)
    if root != ".":
        exercises_of(options.submission)
    if options.format == "json":
        print(_as_json(_rows(shortened(course), root)))
    else:
        _show(shortened(course), root)
    return 0


def _rows(overview: Overview, root: str) -> list[listing.Row]:
    """What is known in the submission; without one, the course as it is before the first day."""
    exercises = os.path.join(root, "exercises")
    return listing.rows(overview, exercises if os.path.isdir(exercises) else None, state.read(root))


def _show(overview: Overview, root: str) -> None:
    ascii_only = not listing.can_write_marks(sys.stdout.encoding)
    shown = listing.lines(_rows(overview, root), current(), ascii_only=ascii_only)
    if sys.stdout.isatty():
        _write_in_colour(shown)
        return
    for line in shown:
        print("".join(text for text, _ in line))


def _write_in_colour(shown: Iterable[list[listing.Piece]]) -> None:
    from rich.text import Text

    from grader.screen import console

    screen = console()
    for line in shown:
        screen.print(Text.assemble(*line), soft_wrap=True)


def _as_json(found: Iterable[listing.Row]) -> str:
    import json

    rows = [
        {
            "id": row.short.id,
            "title": row.short.title[current()],
            "level": row.short.level,
            "state": row.standing,
            "score": row.score,
            "max_score": row.short.points,
            "after": row.short.after,
        }
        for row in found
    ]
    return json.dumps({"exercises": rows}, ensure_ascii=False, indent=2)
