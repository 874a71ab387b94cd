"""The report for a person: a line for each exercise, and the first failure in full."""

import textwrap
from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from grader.language import _
from grader.report import CheckReport, ExerciseReport, Report, failing, have_one_cause
from grader.reporters.escape import visible
from grader.reporters.wrapping import wrap

MARKS = {
    "passed": ("✓", "ok", "green"),
    "failed": ("✗", "no", "red"),
    "error": ("✗", "no", "red"),
    "timeout": ("✗", "no", "red"),
    "not_started": ("·", "--", "dim"),
    "not_run": ("·", "--", "dim"),
}
INDENT = "   "
LABELS = 10
"""Columns before a value."""
ALL_PASSED = "Everything passed."
START = "Begin here:  {command} show {id}   then edit exercises/{id}/ and run   {command} run {id}"
NEXT = "Next:  {command} show {id}"
NOT_STARTED = "not started"
POINTS = "{score} of {max_score} points"
CHECKS_PASSED = "{passed} of {count} checks of {id} passed"
CHECK_FACTS = "{id}, {status}, {score}/{max_score}"
STATUS = {
    "passed": "passed",
    "failed": "failed",
    "error": "error",
    "timeout": "timeout",
    "not_started": NOT_STARTED,
    "not_run": "not run",
}
EXPECTED = "expected"
GOT = "got"
WHERE = "where"
LINE = "exercises/{file}, line {line}"
PRINTED = "printed"
AGAIN = "Mend it, then run   {command} run {id}   (--verbose shows all that fails)"
NOTHING_RAN = "The other checks of {id} can't run before that is mended."


def write(
    report: Report, console: Console, *, verbose: bool = False, command: str = "grader"
) -> None:
    """Print the report. Prose is wrapped; lines to paste are left whole.

    `command` is what the reader types for `grader`.
    """
    _print(_lines(report, verbose, min(console.width, 100), command), console)


def write_failures(exercise: ExerciseReport, console: Console) -> None:
    """Print what fails in one exercise: the first in full, the others in a line each."""
    _print(iter(failure_lines(exercise, min(console.width, 100))), console)


def failure_lines(exercise: ExerciseReport, width: int) -> list[Text]:
    """The lines of `write_failures`, with what would steer a terminal made visible."""
    if exercise.status not in ("failed", "error"):
        return []
    lines = list(_failures(exercise, False, width))
    for line in lines:
        line.plain = visible(line.plain)
    return lines


def lines_to_paste(exercise: ExerciseReport) -> str:
    """What to type at a prompt to see the first failure; empty where there is none."""
    transcript = next((check.transcript for check in failing(exercise.checks)), "")
    typed = [line[4:] for line in transcript.splitlines() if line.startswith((">>> ", "... "))]
    return "\n".join(typed)


def _print(lines: Iterator[Text], console: Console) -> None:
    ascii_only = not _can_write_marks(console)
    for line in lines:
        line.plain = visible(line.plain)
        console.print(_to_ascii(line) if ascii_only else line, soft_wrap=True)


def _can_write_marks(console: Console) -> bool:
    try:
        "✓·…“”".encode(console.encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


ASCII = str.maketrans({"·": "-", "…": "...", "“": '"', "”": '"', "—": "-", "→": "->"})


def _to_ascii(line: Text) -> Text:
    """The same with ASCII characters only; what has no likeness is escaped."""
    plain = line.plain.translate(ASCII)
    for mark, letters, _colour in MARKS.values():
        plain = plain.replace(mark, letters)
    return Text(plain.encode("ascii", "backslashreplace").decode())


def _lines(report: Report, verbose: bool, width: int, command: str) -> Iterator[Text]:
    longest = max((len(exercise.id) for exercise in report.exercises), default=0)
    for exercise in report.exercises:
        yield _exercise_line(exercise, longest)
    for exercise in report.exercises:
        if exercise.status in ("failed", "error"):
            yield from _failures(exercise, verbose, width)
            if not verbose:
                break
    yield Text()
    points = _(POINTS).format(score=report.score, max_score=report.max_score)
    yield Text(points, style="bold")
    yield Text(_what_next(report, command))


def _exercise_line(exercise: ExerciseReport, width: int) -> Text:
    mark, _letters, colour = MARKS[exercise.status]
    line = Text(f" {mark} ", style=colour)
    line.append(f"{exercise.id:<{width}}  ", style="bold")
    line.append(f"{exercise.score:>2}/{exercise.max_score:<2}  {exercise.title}")
    if exercise.status == "not_started":
        line.append(f"  ({_(NOT_STARTED)})")
    return line


def _failures(exercise: ExerciseReport, verbose: bool, width: int) -> Iterator[Text]:
    """One failing check in full and the others in a line each; all in full when verbose."""
    found = failing(exercise.checks)
    yield Text()
    if exercise.diagnosis:
        yield from _wrapped(exercise.diagnosis, width, "bold")
    alike = have_one_cause(found)
    for number, check in enumerate(found):
        if number == 0 or (verbose and not alike):
            yield from in_full(exercise, check, width)
        elif not alike:
            yield _check_line(check)
    if alike:
        yield Text(_(NOTHING_RAN).format(id=exercise.id))
    passed = sum(check.status == "passed" for check in exercise.checks)
    if passed:
        yield Text(
            f" {MARKS['passed'][0]} "
            + _(CHECKS_PASSED).format(passed=passed, count=len(exercise.checks), id=exercise.id),
            style="green",
        )


def _check_line(check: CheckReport) -> Text:
    mark, _letters, colour = MARKS[check.status]
    return Text(f" {mark} {check.id}: {check.title}", style=colour)


def in_full(exercise: ExerciseReport, check: CheckReport, width: int) -> Iterator[Text]:
    """A failing check with its case, what was expected and what came back."""
    title = _check_line(check)
    facts = _(CHECK_FACTS).format(
        id=exercise.id, status=_(STATUS[check.status]), score=check.score, max_score=check.max_score
    )
    title.append(f"  ({facts})")
    yield title
    yield from _wrapped(check.message, width)
    yield Text()
    if check.transcript:
        yield _indented(check.transcript, "cyan")
        yield Text()
    for label, value in _facts(check):
        yield _indented(label + " " * max(1, LABELS - cell_len(label)) + value)
    yield Text()


def _wrapped(prose: str, width: int, style: str = "") -> Iterator[Text]:
    for paragraph in prose.splitlines():
        for line in wrap(paragraph, width - len(INDENT)):
            yield Text(INDENT + line, style=style)


def _indented(lines: str, style: str = "") -> Text:
    return Text(textwrap.indent(lines, INDENT), style=style)


def _facts(check: CheckReport) -> Iterator[tuple[str, str]]:
    if check.expected is not None:
        yield _(EXPECTED), check.expected
    if check.got is not None:
        yield _(GOT), check.got
    if check.where is not None:
        yield _(WHERE), _(LINE).format(file=check.where.file, line=check.where.line)
    if check.output and check.output.strip() not in check.transcript:
        yield _(PRINTED), check.output.rstrip("\n").replace("\n", "\n" + " " * LABELS)


def _what_next(report: Report, command: str) -> str:
    for status in ("failed", "error"):
        for exercise in report.exercises:
            if exercise.status == status:
                return _(AGAIN).format(id=exercise.id, command=command)
    for exercise in report.exercises:
        if exercise.status == "not_started":
            started = any(other.status == "passed" for other in report.exercises)
            return _(NEXT if started else START).format(id=exercise.id, command=command)
    return _(ALL_PASSED)
