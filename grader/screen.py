"""Everything that commands print, apart from the report itself."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from grader.afterwards import after_a_pass
from grader.course import Course
from grader.errors import UsageError
from grader.language import _, current
from grader.report import Report
from grader.reporters import Format, Visibility

if TYPE_CHECKING:  # not needed to show a report
    from grader.proof.verify import Proof, Row

NOT_WRITTEN = "{output} can't be written ({reason}); name another --output."
PROVED = (
    "solution",
    "stub",
    "hollow",
    "variants",
    "misconceptions",
    "live",
    "needed",
    "diagnosed",
    "misleading",
    "mutants",
)
PROSE_WIDTH = 100
PROOF_WIDTH = 120
"""Columns that the table needs; what is narrower wraps it rather than cut it."""
HOLDS = "The course proves itself: every claim above holds."
FAILS = "{count} claims do not hold:"


def console(file: object = None) -> Console:
    """A console that respects NO_COLOR, pipes and narrow encodings."""
    return Console(file=file, highlight=False, markup=False)  # type: ignore[arg-type]


def write_report(
    report: Report,
    format: Format,
    output: Path | None,
    *,
    verbose: bool,
    visibility: Visibility = "visible",
    each_exercise: bool = False,
) -> None:
    """Print the report, or write it to a file. Raises UsageError where that can't be."""
    from grader.rendering import Form, write

    form = Form(format, verbose, visibility, each_exercise)
    if output is None:
        write(report, form, sys.stdout)
        return
    try:
        with output.open("w", encoding="utf-8", errors="backslashreplace") as file:
            write(report, form, file)
    except OSError as reason:
        told = _(NOT_WRITTEN).format(output=output, reason=reason.strerror)
        raise UsageError(told) from None


def own_command() -> str:
    """What the user types to reach this command: uv says when it was the one who called."""
    return "uv run grader" if "UV_RUN_RECURSION_DEPTH" in os.environ else "grader"


def write_afterwards(course: Course, names: Iterable[str]) -> None:
    """What is told after a pass, of each of these exercises."""
    for name in names:
        for paragraph in after_a_pass(course, course.find(name), current(), own_command()):
            print()
            write_prose(paragraph)


def write_prose(text: str) -> None:
    """Sentences: wrapped on a terminal, a line each elsewhere."""
    screen = console()
    if screen.is_terminal:
        screen.print(text, width=min(screen.width, PROSE_WIDTH))
    else:
        print(text)


def write_source(name: str, source: str) -> None:
    """A file of Python, in colours on a terminal."""
    screen = console()
    screen.print(f"# {name}", style="bold", soft_wrap=True)
    if not screen.is_terminal:
        print(source, end="")
        return
    from rich.syntax import Syntax

    screen.print(Syntax(source, "python", theme="ansi_dark", background_color="default"))


def write_readme(source: str) -> None:
    """A README, rendered on a terminal and as it is elsewhere."""
    screen = console()
    if not screen.is_terminal:
        print(source, end="")
        return
    from rich.markdown import Markdown

    screen.print(Markdown(source))


def write_proof(proof: Proof, format: str) -> None:
    """The table of a proof, and what does not hold with the file to open; or the same as JSON."""
    if format == "json":
        import msgspec

        print(msgspec.json.format(msgspec.json.encode(proof), indent=2).decode())
        return
    screen = console()
    screen.width = max(screen.width, PROOF_WIDTH)
    screen.print(_proof_table(proof))
    screen.print(FAILS.format(count=len(proof.failures)) if proof.failures else HOLDS)
    for failure in proof.failures:
        screen.print(f"- {failure.open}: {failure.what}", soft_wrap=True)


def _mutants(row: Row) -> str:
    if row.mutants is None:
        return "-"
    return f"{row.mutants.refused}+{row.mutants.equivalent}/{row.mutants.all}"


def _proof_table(proof: Proof) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("exercise")
    for heading in PROVED:
        table.add_column(heading, justify="right", min_width=len(heading))
    for row in proof.rows:
        table.add_row(
            row.exercise,
            row.solution,
            row.stub,
            str(row.hollow),
            str(row.variants),
            str(row.misconceptions),
            str(row.live),
            f"{row.needed}+{row.telling}+{row.kept}/{row.checks}",
            f"{row.diagnosed}/{row.misconceptions}",
            str(row.misleading),
            _mutants(row),
        )
    return table
