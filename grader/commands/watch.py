"""`grader watch`: grade each time something is saved, until the student quits."""

import argparse
import os
import sys

from grader.commands.arguments import add_settings, add_submission
from grader.course import Course


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("exercise", nargs="?", default="", metavar="EXERCISE")
    add_submission(parser)
    parser.add_argument(
        "--poll",
        action="store_true",
        help="look again and again instead of being told: for network folders",
    )
    parser.add_argument(
        "--plain", action="store_true", help="line by line, as in a pipe, also on a terminal"
    )
    add_settings(parser)


def carry_out(options: argparse.Namespace, course: Course) -> int:
    from grader.evening.session import Settings
    from grader.submission import exercises_of

    exercises = exercises_of(options.submission).resolve()
    if options.exercise:
        course.find(options.exercise)  # say so before the screen is taken
    settings = Settings(options.seed, options.portable, options.sandbox, options.poll)
    if options.plain or not _is_screen():
        from grader.evening import plain

        return plain.watch(course, exercises, settings, options.exercise)
    from grader.evening import app

    return app.watch(course, exercises, settings, options.exercise)


def _is_screen() -> bool:
    """Whether a terminal is there that more than lines can be written to."""
    streams = (sys.stdin, sys.stdout, sys.stderr)  # Textual draws on the last
    return all(stream.isatty() for stream in streams) and os.environ.get("TERM", "") not in (
        "dumb",
        "unknown",
    )
