"""Feedback files: one a student, in Markdown, ready to be committed or mailed.

    DIR/<id>.md            what passed, and of each exercise the first failing check in full
    DIR/recipients.csv     which file is whose: file, id, name, email

Files of students who are gone are left alone. All that a student wrote stays text, see `markdown`.
"""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from grader.cohort.model import Cohort
from grader.cohort.outputs.entries import Entry, Gradebook
from grader.cohort.outputs.filenames import FileNames
from grader.cohort.outputs.markdown import fenced, inline
from grader.cohort.outputs.table import Cell, write_table
from grader.language import _
from grader.report import CheckReport, ExerciseReport, failing

RECIPIENTS = "recipients.csv"
MARKS = {"passed": "✓", "failed": "✗", "error": "✗", "timeout": "✗", "not_run": "·"}

TITLE = "Feedback for {student}"
POINTS = "{score} of {max_score} points"
COURSE = "{name} {version}, graded with seed {seed}"
NOTHING = "Nothing was handed in under this id. If you did hand in, tell your instructor."
NOT_GRADED = "Your submission could not be graded: {reason}."
NOT_STARTED = "Not started."
PASSED = "All {count} checks pass."
SOME = "{passed} of {count} checks pass."
FIRST = "The first check that fails"
PASTE = "These lines show it; paste them at a Python prompt:"
EXPECTED = "Expected:"
GOT = "What came back:"
PRINTED = "What your code printed:"
WHERE = "Look at `{file}`, line {line}."


def write_feedback(gradebook: Gradebook, folder: Path) -> int:
    """Write a file for each student; how many."""
    folder.mkdir(parents=True, exist_ok=True)
    names = FileNames()
    recipients: list[list[Cell]] = []
    for entry in gradebook.entries():
        if entry.counts:
            name = names.name(entry.id, entry.row.source if entry.row else "") + ".md"
            text = feedback(entry, gradebook.cohort)
            (folder / name).write_bytes(text.encode("utf-8", "backslashreplace"))
            recipients.append([name, entry.id, entry.name, entry.email])
    table = StringIO()
    write_table(table, ["file", "id", "name", "email"], recipients)
    (folder / RECIPIENTS).write_bytes(table.getvalue().encode("utf-8", "backslashreplace"))
    return len(recipients)


def feedback(entry: Entry, cohort: Cohort) -> str:
    """What one student is told, as Markdown."""
    return "\n\n".join(_paragraphs(entry, cohort)) + "\n"


def _paragraphs(entry: Entry, cohort: Cohort) -> Iterator[str]:
    yield "# " + inline(_(TITLE).format(student=entry.name or entry.id))
    if entry.row is None:
        yield inline(_(NOTHING))
        return
    if not entry.graded:
        yield inline(_(NOT_GRADED).format(reason=entry.row.reason or entry.outcome))
        return
    yield f"**{inline(_(POINTS).format(score=entry.score, max_score=cohort.max_score))}**"
    course = cohort.course
    yield inline(_(COURSE).format(name=course.name, version=course.version, seed=cohort.seed))
    if entry.row.reason:
        yield inline(entry.row.reason)
    for exercise in entry.row.exercises:
        yield from _exercise(exercise)


def _exercise(exercise: ExerciseReport) -> Iterator[str]:
    points = _(POINTS).format(score=exercise.score, max_score=exercise.max_score)
    yield "## " + inline(f"{exercise.title} · {points}")
    if exercise.status == "not_started":
        yield inline(_(NOT_STARTED))
        return
    count, passed = len(exercise.checks), sum(c.status == "passed" for c in exercise.checks)
    yield inline(_(PASSED if passed == count else SOME).format(passed=passed, count=count))
    yield "\n".join(
        f"- {MARKS[check.status]} {inline(_(check.title))}" for check in exercise.checks
    )
    if exercise.diagnosis:
        yield "> " + inline(_(exercise.diagnosis))
    for first in failing(exercise.checks)[:1]:
        yield from _failure(first)


def _failure(check: CheckReport) -> Iterator[str]:
    yield "### " + inline(f"{_(FIRST)}: {_(check.title)}")
    for line in check.message.split("\n"):
        if line.strip():
            yield inline(line)
    if check.transcript:
        yield inline(_(PASTE))
        yield fenced(check.transcript, "pycon")
    shown = (
        (_(EXPECTED), check.expected),
        (_(GOT), check.got),
        (_(PRINTED), check.output),
    )
    for label, value in shown:
        if value:
            yield inline(label)
            yield fenced(value)
    if check.where:
        yield inline(_(WHERE).format(file=check.where.file, line=check.where.line))
