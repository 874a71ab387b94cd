"""Workflow commands of GitHub Actions: annotations on the student's own lines, and the total.

GitHub shows ten annotations of a kind for each step, so what matters most comes first: the first
failing check of each exercise, in the course's order, and then the others. The last notice says
how many were left out. All that a student wrote is encoded, so that it can't be a command itself.
"""

from collections.abc import Iterator

from grader.language import _
from grader.report import CheckReport, ExerciseReport, Report, failing
from grader.reporters.escape import in_a_line, shortened, visible

MOST = 10
"""Annotations of one kind that GitHub shows of one step."""
MOST_TITLE = 200
MOST_MESSAGE = 3_000
TOTAL = "{score} of {max_score} points"
LEFT_OUT = "{count} more checks fail than are shown here: `grader run --verbose` shows them all."
EXPECTED = "expected"
GOT = "got"

Failing = tuple[ExerciseReport, CheckReport]


def render(report: Report) -> str:
    """A command a line."""
    failing = _most_important_first(report)
    lines = [_annotation(exercise, check) for exercise, check in failing[:MOST]]
    said = _(TOTAL).format(score=report.score, max_score=report.max_score)
    if len(failing) > MOST:
        said += "\n" + _(LEFT_OUT).format(count=len(failing) - MOST)
    lines.append(command("notice", {"title": in_a_line(report.course.name)}, said))
    return "".join(lines)


def stopped(text: str, token: str) -> str:
    """The text between commands that make the runner take no line of it for a command.

    `token` ends it, so it must be one that the text's author could not know.
    """
    end = "" if text.endswith("\n") or not text else "\n"
    return f"::stop-commands::{token}\n{text}{end}::{token}::\n"


def command(name: str, properties: dict[str, str], message: str) -> str:
    """One workflow command, as a line."""
    given = ",".join(f"{key}={_property(value)}" for key, value in properties.items() if value)
    return f"::{name} {given}::{_data(shortened(visible(message), MOST_MESSAGE))}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")


def _most_important_first(report: Report) -> list[Failing]:
    firsts: list[Failing] = []
    others: list[Failing] = []
    for exercise in report.exercises:
        found = list(_failing(exercise))
        firsts += found[:1]
        others += found[1:]
    return firsts + others


def _failing(exercise: ExerciseReport) -> Iterator[Failing]:
    for check in failing(exercise.checks):
        yield exercise, check


def _annotation(exercise: ExerciseReport, check: CheckReport) -> str:
    title = shortened(in_a_line(f"{exercise.id}: {check.title}"), MOST_TITLE)
    properties = {"title": title}
    if check.where is not None:
        place = {"file": f"exercises/{check.where.file}", "line": str(check.where.line)}
        properties = place | properties
    return command("error", properties, _message(exercise, check))


def _message(exercise: ExerciseReport, check: CheckReport) -> str:
    """The facts come before the lines to paste, since what is too long is cut."""
    parts = [exercise.diagnosis or "", check.message]
    if check.expected is not None:
        parts.append(f"{_(EXPECTED)}: {check.expected}")
    if check.got is not None:
        parts.append(f"{_(GOT)}: {check.got}")
    return "\n".join(part for part in (*parts, check.transcript) if part)
