"""The report as JSON: `grader/schema.json` describes it."""

import msgspec

from grader.report import Report


def render(report: Report) -> str:
    """The report in UTF-8 JSON, indented, with a newline at its end."""
    return msgspec.json.format(msgspec.json.encode(report), indent=2).decode() + "\n"


def schema() -> str:
    """The JSON Schema of a report."""
    described = msgspec.json.schema(Report)
    return msgspec.json.format(msgspec.json.encode(described), indent=2).decode() + "\n"
