"""Writing a report's page to a file."""

import os
from pathlib import Path
from urllib.parse import quote

from grader.course import Course
from grader.errors import UsageError
from grader.language import Language, _
from grader.page import extras_of, render
from grader.report import Report

NOT_WRITTEN = "{file} can't be written ({reason}); name another file for --html."


def write_page(
    report: Report,
    course: Course,
    file: Path,
    lang: Language,
    *,
    submission: Path,
    command: str = "grader",
) -> None:
    """Write the page of `report`. Raises UsageError where that can't be.

    Its links to READMEs lead to those of `submission`, where it has any.
    """
    readmes = way_to(submission / "exercises", file)
    html = render(report, extras_of(course, report, lang, command=command, readmes=readmes))
    try:
        file.write_text(html, encoding="utf-8", newline="\n")
    except OSError as reason:
        told = _(NOT_WRITTEN).format(file=file, reason=reason.strerror)
        raise UsageError(told) from None


def way_to(folder: Path, page: Path) -> str:
    """The relative address of a folder as a page links to it; empty where there is none."""
    if not folder.is_dir():
        return ""
    try:
        way = os.path.relpath(folder.resolve(), page.resolve().parent)
    except ValueError:  # on another drive
        return ""
    return quote(Path(way).as_posix())
