"""The report as JSON: `grader/schema.json` describes it."""

import msgspec

from grader.report import SCHEMA, ExerciseReport, Report
from grader.reporters.escape import inert_json, without_surrogates

NO_REPORT = "it is not a report of this grader ({reason})"
OTHER_SCHEMA = "it has schema {found}, and this grader reads schema {known}"
WRONG_SUM = "the points of {where} don't add up"


class Damaged(ValueError):
    """What was read is no report; the text says why, as half a sentence."""


def render(report: Report) -> str:
    """The report in UTF-8 JSON, indented, with a newline at its end."""
    try:
        encoded = msgspec.json.encode(report)
    except UnicodeEncodeError:
        encoded = msgspec.json.encode(without_surrogates(report))
    return inert_json(msgspec.json.format(encoded, indent=2).decode()) + "\n"


def read(encoded: bytes) -> Report:
    """The report that `render` wrote. Raises Damaged."""
    try:
        report = msgspec.json.decode(encoded, type=Report)
    except (msgspec.DecodeError, UnicodeDecodeError) as reason:
        raise Damaged(NO_REPORT.format(reason=reason)) from None
    if report.schema != SCHEMA:
        raise Damaged(OTHER_SCHEMA.format(found=report.schema, known=SCHEMA))
    for exercise in report.exercises:
        _require_sums(exercise, exercise.checks, exercise.id)
        for check in exercise.checks:
            _require(0 <= check.score <= check.max_score, f"{exercise.id}, {check.id}")
    _require_sums(report, report.exercises, "the whole")
    return report


def _require_sums(whole: Report | ExerciseReport, parts: tuple[object, ...], where: str) -> None:
    score = sum(part.score for part in parts)  # type: ignore[attr-defined]
    most = sum(part.max_score for part in parts)  # type: ignore[attr-defined]
    _require((score, most) == (whole.score, whole.max_score), where)


def _require(holds: bool, where: str) -> None:
    if not holds:
        raise Damaged(WRONG_SUM.format(where=where))


def schema() -> str:
    """The JSON Schema of a report."""
    described = msgspec.json.schema(Report)
    return msgspec.json.format(msgspec.json.encode(described), indent=2).decode() + "\n"
