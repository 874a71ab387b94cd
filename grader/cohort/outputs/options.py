"""The options of `grader cohort` that say what is written, and writing it.

Files are written beside their place and moved there whole, so that a run that is stopped leaves the
former ones as they were.
"""

import argparse
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from io import TextIOBase
from itertools import combinations
from pathlib import Path

from grader.cohort.model import Results
from grader.cohort.outputs.entries import Entry, Gradebook
from grader.cohort.outputs.feedback import write_feedback
from grader.cohort.outputs.json import write_json
from grader.cohort.outputs.junit import write_junit
from grader.cohort.outputs.platforms import write_canvas, write_moodle
from grader.cohort.outputs.roster import Roster, read_roster
from grader.cohort.outputs.table import write_csv
from grader.course import Course
from grader.errors import UsageError

WRITERS: dict[str, tuple[Callable[[Gradebook, TextIOBase], None], str]] = {
    "csv": (write_csv, "a gradebook as CSV: a row a student, a column an exercise"),
    "json": (write_json, "a gradebook as JSON, with the status of each check"),
    "junit": (write_junit, "a gradebook as JUnit XML: a test suite a student"),
    "canvas": (write_canvas, "grades to import into Canvas"),
    "moodle": (write_moodle, "grades to import into Moodle"),
}
NEEDED_TO_DRAW = ("copydetect", "jinja2", "matplotlib", "numpy")
MOST_NAMED = 10
"""Names in a line for the instructor; the CSV has them all."""

NO_EXTRA = (
    "--html draws with {missing}, which isn't installed; "
    "`python3 -m pip install 'underglass[cohort]'` installs it."
)
NOT_WRITABLE = "{path} can't be written: {reason}. Name a file in a folder where you may write."
SAME_FILE = "--{one} and --{other} both name {path}; give each a file of its own."
INSIDE = "{path} lies among the submissions and would be taken for one; name another place."
WROTE = "wrote {path}"
FEEDBACK = "wrote {count} feedback files into {path}"
LISTS: dict[str, str] = {
    "unmatched": "not in the roster, so not in the files for Canvas and Moodle",
    "contested": "the same student's as another one, so not in the files for Canvas and Moodle",
    "missing": "students of the roster who handed in nothing",
}
LIST = "{count} {what}: {names}"
MORE = ", and {count} more"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be written of a graded cohort."""
    group = parser.add_argument_group("what to write")
    group.add_argument(
        "--roster", type=Path, metavar="FILE", help="the class as CSV: ids, names, GitHub usernames"
    )
    for name, (_, says) in WRITERS.items():
        group.add_argument(f"--{name}", type=Path, metavar="FILE", help=says)
    group.add_argument(
        "--feedback", type=Path, metavar="DIR", help="a Markdown file for each student"
    )
    group.add_argument(
        "--html", type=Path, metavar="FILE", help="a report: scores, item analysis, similar answers"
    )


def prepare(options: argparse.Namespace) -> None:
    """Refuse before anything is graded what couldn't be written after it. Raises UsageError.

    `options.folder` is that of the submissions, where there is one.
    """
    submissions: Path | None = getattr(options, "folder", None)
    _roster(options)
    if options.html and (missing := [name for name in NEEDED_TO_DRAW if not find_spec(name)]):
        raise UsageError(NO_EXTRA.format(missing=", ".join(missing)))
    files = {name: path for name in (*WRITERS, "html") if (path := getattr(options, name))}
    for (one, path), (other, again) in combinations(files.items(), 2):
        if path.resolve() == again.resolve():
            raise UsageError(SAME_FILE.format(one=one, other=other, path=path))
    for path in filter(None, (*files.values(), options.feedback)):
        if submissions and path.resolve().is_relative_to(submissions.resolve()):
            raise UsageError(INSIDE.format(path=path))
    for path in files.values():
        with _replacing(path, keep=False):
            pass
    if options.feedback:
        _make_folder(options.feedback)


def write(options: argparse.Namespace, results: Results, course: Course) -> list[str]:
    """Write what was asked for; the lines that tell what. Raises UsageError."""
    gradebook = Gradebook(results, _roster(options))
    said = []
    for name, (writer, _) in WRITERS.items():
        if path := getattr(options, name):
            with _replacing(path) as file:
                writer(gradebook, file)
            said.append(WROTE.format(path=path))
    if options.feedback:
        _make_folder(options.feedback)
        count = write_feedback(gradebook, options.feedback)
        said.append(FEEDBACK.format(count=count, path=options.feedback))
    if options.html:
        from grader.cohort.outputs.page import write_page

        with _replacing(options.html) as file:
            write_page(gradebook, course, file)
        said.append(WROTE.format(path=options.html))
    return [*said, *notices(gradebook)]


def notices(gradebook: Gradebook) -> list[str]:
    """What the roster and the submissions don't agree on."""
    if gradebook.roster is None:
        return []
    said = list(gradebook.roster.shared())
    found: dict[str, list[str]] = {match: [] for match in LISTS}
    for entry in gradebook.entries():
        if entry.match in found:
            found[entry.match].append(_label(entry))
    return said + [
        LIST.format(count=len(names), what=LISTS[match], names=_some(names))
        for match, names in found.items()
        if names
    ]


def _label(entry: Entry) -> str:
    return ascii(entry.row.source)[1:-1] if entry.row else entry.id


def _some(names: list[str]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (MORE.format(count=more) if more > 0 else "")


def _roster(options: argparse.Namespace) -> Roster | None:
    return read_roster(options.roster) if options.roster else None


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as reason:
        raise UsageError(NOT_WRITABLE.format(path=path, reason=reason.strerror)) from None


@contextmanager
def _replacing(path: Path, *, keep: bool = True) -> Iterator[TextIOBase]:
    """A file that takes the place of `path` once it is whole; with `keep` False, never."""
    if path.is_dir():
        raise UsageError(NOT_WRITABLE.format(path=path, reason="it is a folder"))
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as reason:
        raise UsageError(NOT_WRITABLE.format(path=path, reason=reason.strerror)) from None
    try:
        with open(handle, "w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            yield file
        if keep:
            os.chmod(name, 0o644)
            os.replace(name, path)
    finally:
        Path(name).unlink(missing_ok=True)
