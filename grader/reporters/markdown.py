"""The report as Markdown, for the summary of a job (`$GITHUB_STEP_SUMMARY`) or of a release.

All that isn't ours is written in character references, which Markdown and HTML show but never obey:
no backtick, pipe, tag or line of a student's can leave its place.
"""

import html
import re
from collections.abc import Iterator

from grader.language import _
from grader.report import CheckReport, ExerciseReport, Report
from grader.report import failing as in_order
from grader.reporters.escape import in_a_line, shortened, visible

MOST_BYTES = 900_000
"""GitHub drops a step's summary that is larger than 1 MiB."""
MOST_FIELD = 10_000
MARKS = {"passed": "✅", "failed": "❌", "error": "❌", "timeout": "❌"}
NOTHING = "·"
CODE = re.compile(r"`([^`\n]+)`")
SIGN = re.compile(r"""[!#$%&()*+:<=>@\[\\\]^`{|}~-]|(?<![^\W_])_|_(?![^\W_])""")
"""What Markdown, HTML or a log may obey."""
NUMBERED = re.compile(r"^(\d+)\.")

TOTAL = "{score} of {max_score} points"
EXERCISE = "exercise"
POINTS = "points"
CHECKS = "checks that passed"
PASSED_OF = "{passed} of {all}"
NOT_STARTED = "not started"
EXPECTED = "expected"
GOT = "got"
PRINTED = "printed"
LINE = "exercises/{file}, line {line}"
LEFT_OUT = (
    "{count} more checks that fail are not shown here, since the summary would be too long: "
    "`grader run --verbose` shows them all."
)


def render(report: Report) -> str:
    """A heading with the total, a table of the exercises, and each check that failed."""
    total = _(TOTAL).format(score=report.score, max_score=report.max_score)
    parts = [f"## {_line(report.course.name)}: {total}\n\n", *_table(report)]
    size = sum(len(part.encode()) for part in parts)
    failing = [(e, c) for e in report.exercises for c in in_order(e.checks)]
    heading = None
    for number, (exercise, check) in enumerate(failing):
        part = "" if exercise is heading else _heading(exercise)
        part += _details(check)
        size += len(part.encode())
        if size > MOST_BYTES:
            parts.append("\n" + _prose(_(LEFT_OUT).format(count=len(failing) - number)) + "\n")
            break
        heading = exercise
        parts.append(part)
    return "".join(parts)


def _table(report: Report) -> Iterator[str]:
    yield f"| | {_(EXERCISE)} | {_(POINTS)} | {_(CHECKS)} |\n| --- | --- | ---: | ---: |\n"
    for each in report.exercises:
        count = sum(check.status == "passed" for check in each.checks)
        said = (
            _(NOT_STARTED)
            if each.status == "not_started"
            else _(PASSED_OF).format(passed=count, all=len(each.checks))
        )
        mark = MARKS.get(each.status, NOTHING)
        name = f"{_line(each.id)}: {_line(each.title)}"
        yield f"| {mark} | {name} | {each.score}/{each.max_score} | {said} |\n"


def _heading(exercise: ExerciseReport) -> str:
    said = f"\n{_prose(exercise.diagnosis)}\n" if exercise.diagnosis else ""
    return f"\n### {_line(exercise.id)}\n{said}"


def _details(check: CheckReport) -> str:
    """A check that failed, folded away under its sentence."""
    title = f"{MARKS[check.status]} {_line(check.id)}: {_line(check.title)}"
    parts = [f"\n<details><summary>{title}</summary>\n"]
    parts += [f"\n{_prose(line)}\n" for line in check.message.splitlines() if line.strip()]
    if check.transcript:
        parts.append(_block(check.transcript))
    facts = (
        (_(EXPECTED), check.expected),
        (_(GOT), check.got),
        (_(PRINTED), check.output),
    )
    parts += [f"\n{label}\n{_block(value)}" for label, value in facts if value]
    if check.where is not None:
        place = _(LINE).format(file=check.where.file, line=check.where.line)
        parts.append(f"\n{_line(place)}\n")
    return "".join(parts) + "\n</details>\n"


def _block(text: str) -> str:
    """Lines as they are, which can be copied."""
    escaped = html.escape(shortened(visible(text), MOST_FIELD), quote=False)
    return "\n<pre>" + escaped.replace("::", "&#58;&#58;").replace("##[", "&#35;#[") + "</pre>\n"


def _line(text: str) -> str:
    return _prose(in_a_line(text))


def _prose(text: str) -> str:
    """A sentence; what stands between backticks in it is shown as code, without them."""
    odd = CODE.split(shortened(in_a_line(text), MOST_FIELD))
    return "".join(
        f"<code>{_harmless(part)}</code>" if place % 2 else _harmless(part)
        for place, part in enumerate(odd)
    )


def _harmless(text: str) -> str:
    escaped = SIGN.sub(lambda found: f"&#{ord(found.group())};", text)
    return NUMBERED.sub(r"\1&#46;", escaped)
