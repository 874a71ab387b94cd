"""Arguments that several commands take."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from grader.reporters import Format, Visibility
from grader.sandbox import Mode

if TYPE_CHECKING:
    from grader.report import Report


def add_grading(parser: argparse.ArgumentParser) -> None:
    """What every command that grades can be told: see `grader.run.Options`."""
    add_settings(parser)
    parser.add_argument(
        "--jobs",
        type=positive,
        default=os.cpu_count() or 1,
        metavar="N",
        help="exercises graded at once (default: one for each core)",
    )


def add_settings(parser: argparse.ArgumentParser) -> None:
    """How one exercise is graded."""
    parser.add_argument(
        "--seed", type=int, default=0, metavar="N", help="what hypothesis draws from (default: 0)"
    )
    parser.add_argument(
        "--sandbox",
        choices=get_args(Mode),
        default="auto",
        help="all that this machine offers, all or nothing, or none (default: auto)",
    )
    parser.add_argument("--portable", action="store_true", help=argparse.SUPPRESS)


def add_submission(parser: argparse._ActionsContainer) -> None:
    parser.add_argument(
        "--submission",
        type=Path,
        default=Path("."),
        metavar="DIR",
        help="the folder that holds the exercises/ to grade (default: here)",
    )


def add_showing(parser: argparse.ArgumentParser) -> None:
    """In what form a report is shown, and where: see `grader.screen.write_report`."""
    parser.add_argument("--format", choices=get_args(Format), default="text")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write the report there")
    parser.add_argument("--verbose", action="store_true", help="show every failing check in full")
    add_visibility(parser)
    parser.add_argument(
        "--each-exercise",
        action="store_true",
        help="classroom: a line NAME=result for each exercise, for $GITHUB_OUTPUT",
    )


def add_visibility(parser: argparse.ArgumentParser) -> None:
    """When Gradescope shows the tests to students."""
    parser.add_argument(
        "--visibility",
        choices=get_args(Visibility),
        default="visible",
        help="gradescope: when students see the tests (default: visible)",
    )


def show(report: Report, options: argparse.Namespace) -> None:
    """Show the report as `add_showing`'s options ask."""
    from grader.screen import write_report

    write_report(
        report,
        options.format,
        options.output,
        verbose=options.verbose,
        visibility=options.visibility,
        each_exercise=options.each_exercise,
    )


def positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is no number from 1")
    return int(text)
