"""`grader run`: grade exercises of one submission and show the report."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from grader.commands.arguments import add_grading, add_showing, add_submission, show
from grader.course import Course, Exercise
from grader.report import Report
from grader.state import State
from grader.submission import exercises_of, read_submitted

MOST_TOLD = 3
"""Exercises of which is told what they are in real life, after a run of many."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("exercise", nargs="*", metavar="EXERCISE")
    where = parser.add_mutually_exclusive_group()
    add_submission(where)
    where.add_argument("--against", choices=["solutions"], help="grade the reference solutions")
    add_showing(parser)
    parser.add_argument(
        "--redis",
        default="",
        metavar="URL",
        help="use this Redis for sessions (default: none is needed)",
    )
    add_grading(parser)


def carry_out(options: argparse.Namespace, course: Course) -> int:
    """Grade, print the report, and say by the exit code whether all passed."""
    from grader import real_redis, state
    from grader.screen import write_afterwards
    from grader.solutions import solutions_folder

    if options.redis:
        real_redis.require(options.redis)
    against = options.against
    folder = solutions_folder(course) if against else exercises_of(options.submission)
    before = state.read(str(options.submission))
    report = graded(options, course, folder, course.select(options.exercise))
    show(report, options)
    if not against and options.format == "text" and options.output is None:
        write_afterwards(course, new_passes(report, before))
    return 0 if report.exercises and all(e.status == "passed" for e in report.exercises) else 1


def graded(
    options: argparse.Namespace, course: Course, folder: Path, selected: Sequence[Exercise]
) -> Report:
    """The report of the selected exercises in `folder`, with progress on a terminal.

    What a student's own files got is remembered.
    """
    from grader import state
    from grader.known import entries
    from grader.progress import showing_progress
    from grader.run import Options, run

    work = [(exercise, read_submitted(folder, exercise)) for exercise in selected]
    settings = Options(
        options.seed,
        options.jobs,
        options.lang,
        options.portable,
        getattr(options, "redis", ""),
        options.sandbox,
    )
    with showing_progress(len(work)) as progress:
        report = run(course, work, settings, progress)
    usual = not settings.redis and settings.sandbox != "off"
    if usual and not getattr(options, "against", None):
        found = entries(work, report.exercises, options.seed, options.lang)
        state.remember(str(options.submission), found)
    return report


def new_passes(report: Report, before: State) -> list[str]:
    """The exercises that pass and didn't when they were last graded; one that is alone, always.

    Of many only the last: nobody reads more at once.
    """
    passed = [exercise.id for exercise in report.exercises if exercise.status == "passed"]
    if len(report.exercises) == 1:
        return passed
    known = {name for name, entry in before.entries.items() if entry.status == "passed"}
    return [name for name in passed if name not in known][-MOST_TOLD:]
