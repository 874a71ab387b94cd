"""`grader report`: show a report again, in any form, or as a page."""

import argparse
import sys
from pathlib import Path

from grader.commands.arguments import add_grading, add_showing, add_submission, show
from grader.course import Course
from grader.errors import UsageError
from grader.language import _
from grader.report import Report
from grader.submission import exercises_of

UNREADABLE = (
    "{file} can't be read ({reason}); name a report that `grader run --format json --output FILE` "
    "wrote."
)
DAMAGED = (
    "{file} can't be used: {reason}. Write it anew with `grader run --format json --output FILE`."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "report",
        nargs="?",
        metavar="REPORT",
        help="what `grader run --format json --output REPORT` wrote, or - to read what is piped in "
        "(default: grade the submission now)",
    )
    parser.add_argument("--html", type=Path, metavar="FILE", help="write it as a page to open")
    add_showing(parser)
    add_submission(parser)
    add_grading(parser)


def carry_out(options: argparse.Namespace, course: Course) -> int:
    """Show the report. 0 once that is done: the verdict was given when it was graded."""
    report = stored(options.report) if options.report else graded_now(options, course)
    if options.html is None:
        show(report, options)
        return 0
    from grader.page.writing import write_page
    from grader.screen import own_command

    write_page(
        report,
        course,
        options.html,
        options.lang,
        submission=options.submission,
        command=own_command(),
    )
    return 0


def graded_now(options: argparse.Namespace, course: Course) -> Report:
    """The report of the whole submission."""
    from grader.commands.run import graded

    return graded(options, course, exercises_of(options.submission), course.exercises)


def stored(file: str) -> Report:
    """The report in a file, or in what is piped in. Raises UsageError."""
    from grader.reporters import json

    try:
        encoded = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return json.read(encoded)
    except OSError as reason:
        told = _(UNREADABLE).format(file=file, reason=reason.strerror)
        raise UsageError(told) from None
    except json.Damaged as reason:
        raise UsageError(_(DAMAGED).format(file=file, reason=reason)) from None
