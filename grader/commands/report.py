"""`grader report`: show a stored report again, in any form."""

import argparse
import sys
from pathlib import Path

from grader.commands.arguments import add_showing, show
from grader.course import Course
from grader.errors import UsageError
from grader.report import Report

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
        metavar="FILE",
        help="what `grader run --format json --output FILE` wrote; - reads what is piped in",
    )
    add_showing(parser)


def carry_out(options: argparse.Namespace, course: Course) -> int:
    """Show the report. 0 once that is done: the verdict was given when it was graded."""
    show(stored(options.report), options)
    return 0


def stored(file: str) -> Report:
    """The report in a file, or in what is piped in. Raises UsageError."""
    from grader.reporters import json

    try:
        encoded = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return json.read(encoded)
    except OSError as reason:
        raise UsageError(UNREADABLE.format(file=file, reason=reason.strerror)) from None
    except json.Damaged as reason:
        raise UsageError(DAMAGED.format(file=file, reason=reason)) from None
