"""Gradescope's `results.json`: a test a check, its text as plain text."""

import json
from typing import Any

from grader.language import _
from grader.report import CheckReport, ExerciseReport, Report
from grader.reporters import Visibility
from grader.reporters.escape import in_a_line, shortened, visible

MOST_FIELD = 10_000
TOTAL = "{score} of {max_score} points"
EXPECTED = "expected"
GOT = "got"
PRINTED = "printed"
LINE = "exercises/{file}, line {line}"


def render(report: Report, visibility: Visibility = "visible") -> str:
    """The `results.json` of a report. `visibility` says when students see the tests; where they
    are not visible Gradescope hides the total as well, and what was printed stays hidden always.
    """
    result = {
        "score": report.score,
        "execution_time": round(sum(exercise.duration for exercise in report.exercises), 3),
        "output": _heading(report),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": visibility,
        "stdout_visibility": "hidden",
        "tests": [
            _test(exercise, check, f"{place}.{number}", visibility)
            for place, exercise in enumerate(report.exercises, 1)
            for number, check in enumerate(exercise.checks, 1)
        ],
    }
    return json.dumps(result, indent=2, ensure_ascii=False) + "\n"


def _heading(report: Report) -> str:
    name = in_a_line(f"{report.course.name} {report.course.version}")
    total = _(TOTAL).format(score=report.score, max_score=report.max_score)
    return f"{name}: {total}"


def _test(
    exercise: ExerciseReport, check: CheckReport, number: str, visibility: Visibility
) -> dict[str, Any]:
    return {
        "number": number,
        "name": in_a_line(f"{exercise.id}: {check.title}"),
        "score": check.score,
        "max_score": check.max_score,
        "status": "passed" if check.status == "passed" else "failed",
        "visibility": visibility,
        "output": _output(exercise, check),
        "tags": [in_a_line(exercise.id), check.status],
        "extra_data": {"check": visible(check.id), "status": check.status},
    }


def _output(exercise: ExerciseReport, check: CheckReport) -> str:
    """What the student reads of a check that did not pass."""
    if check.status == "passed":
        return ""
    parts = [exercise.diagnosis or "", check.message, check.transcript]
    facts = [
        (_(EXPECTED), check.expected),
        (_(GOT), check.got),
        (_(PRINTED), check.output or None),
    ]
    parts += [f"{label}: {value}" for label, value in facts if value is not None]
    if check.where is not None:
        parts.append(_(LINE).format(file=check.where.file, line=check.where.line))
    return "\n\n".join(shortened(visible(part), MOST_FIELD) for part in parts if part)
