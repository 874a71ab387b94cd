"""The choice of a reporter, and what it needs to know besides the report."""

import datetime
import io
import os
import secrets
import subprocess
import sys
from typing import TextIO

import msgspec

from grader.errors import UsageError
from grader.report import Report
from grader.reporters import Format, Visibility
from grader.screen import console, own_command

NO_IDENTITY = (
    "Classroom 50's runner says whose submission this is, and {names} is not in the environment; "
    "run this from its autograder.py, or choose another --format."
)


class Form(msgspec.Struct, frozen=True):
    """The form that is asked for."""

    format: Format = "text"
    verbose: bool = False
    """text: every failing check in full"""
    visibility: Visibility = "visible"
    """gradescope: when students see the tests"""
    each_exercise: bool = False
    """classroom: a result for each exercise, for the reporter, which writes the notices itself"""


def write(report: Report, form: Form, file: TextIO) -> None:
    """Write the report. Raises UsageError where that form can't hold it."""
    if form.format == "text":
        _write_text(report, form, file)
    else:
        file.write(_rendered(report, form))
    if form.format == "classroom" and not form.each_exercise:
        from grader.reporters import classroom

        # The result is often caught by `$(…)`; a runner reads notices from either stream.
        print(classroom.notices(report), end="", file=sys.stderr)


def _write_text(report: Report, form: Form, file: TextIO) -> None:
    """In GitHub's log, what a student printed must not be taken for a workflow command."""
    from grader.reporters import text

    if os.environ.get("GITHUB_ACTIONS") != "true":
        text.write(report, console(file), verbose=form.verbose, command=own_command())
        return
    from grader.reporters.github import stopped

    shown = io.StringIO()
    text.write(report, console(shown), verbose=form.verbose, command=own_command())
    file.write(stopped(shown.getvalue(), secrets.token_hex(16)))


def _rendered(report: Report, form: Form) -> str:
    match form.format:
        case "classroom":
            return _for_classroom(report, form)
        case "classroom50":
            return _for_classroom50(report)
        case "gradescope":
            from grader.reporters import gradescope

            return gradescope.render(report, form.visibility)
        case "github":
            from grader.reporters import github

            return github.render(report)
        case "junit":
            from grader.reporters import junit

            return junit.render(report)
        case "markdown":
            from grader.reporters import markdown

            return markdown.render(report)
    from grader.reporters import json

    return json.render(report)


def _for_classroom(report: Report, form: Form) -> str:
    from grader.reporters import classroom

    try:
        return classroom.outputs(report) if form.each_exercise else classroom.render(report)
    except classroom.TooManyPoints as reason:
        raise UsageError(f"--format classroom: {reason}; choose another.") from None


def _for_classroom50(report: Report) -> str:
    """Its `result.json`, with what its runner says of the submission."""
    from grader.reporters import classroom50

    if lacking := classroom50.missing(os.environ):
        raise UsageError(NO_IDENTITY.format(names=", ".join(lacking)))
    now = datetime.datetime.now(datetime.UTC)
    who = classroom50.identity(os.environ)
    return classroom50.render(report, who, submitted=_commit_time() or now, graded=now)


def _commit_time() -> datetime.datetime | None:
    """When the commit that is checked out here was made; None where there is no git to say."""
    command = ["git", "log", "-1", "--format=%ct"]
    try:
        said = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)
        return datetime.datetime.fromtimestamp(int(said.stdout), datetime.UTC)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
