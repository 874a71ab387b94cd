"""The points are the same in every form, whatever a student wrote; each form keeps its schema."""

import base64
import datetime
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import xmlschema
from hypothesis import HealthCheck, example, given, settings
from rich.console import Console

import grader.report
from grader.report import CheckReport, Report, exercise_report
from grader.reporters import (
    classroom,
    classroom50,
    github,
    gradescope,
    junit,
    markdown,
    text,
)
from grader.reporters import json as json_report
from tests.reporters.actions_log import commands_in
from tests.reporters.classroom_reporter import report as reporter
from tests.reporters.reports import HOSTILE, PLAIN, failing_with, report_of, reports

Points = tuple[int, int]
SCHEMAS = Path(__file__).parent / "schemas"
WHEN = datetime.datetime(2026, 11, 25, 9, 30, tzinfo=datetime.UTC)
WHO = classroom50.Identity(
    "py101", "week1", "individual", "alice", "submit/2026-09-01T14-32-05Z-a1b2c3d",
    "https://git/o/r/commit/a", "https://git/o/r/releases/tag/s", "https://git/o/r/compare/a...b",
)  # fmt: skip


def schema(name: str) -> Any:
    return json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))


def checked(document: Any, name: str) -> Any:
    jsonschema.Draft202012Validator(schema(name)).validate(document)
    return document


def from_text(report: Report) -> Points:
    shown = io.StringIO()
    text.write(report, Console(file=shown, highlight=False, markup=False), verbose=True)
    shown.getvalue().encode()
    score, most = re.findall(r"^(\d+) of (\d+) points$", shown.getvalue(), re.MULTILINE)[-1]
    return int(score), int(most)


def from_json(report: Report) -> Points:
    document = json.loads(json_report.render(report))
    own = Path(grader.report.__file__).with_name("schema.json")
    jsonschema.validate(document, json.loads(own.read_text(encoding="utf-8")))
    assert json_report.read(json_report.render(report).encode()).score == report.score
    return document["score"], document["max_score"]


def from_junit(report: Report) -> Points:
    rendered = junit.render(report)
    xmlschema.XMLSchema(str(SCHEMAS / "junit.xsd")).validate(rendered)
    suites = ET.fromstring(rendered).findall("testsuite")
    given = [
        {each.get("name"): int(each.get("value", "")) for each in suite.iter("property")}
        for suite in suites
    ]
    return sum(each["points"] for each in given), sum(each["max_points"] for each in given)


def from_markdown(report: Report) -> Points:
    rendered = markdown.render(report)
    heading, rest = rendered.split("\n", 1)
    (total,) = re.findall(r"(\d+) of (\d+) points$", heading)
    table = rest.lstrip("\n").split("\n\n")[0].splitlines()
    cells = [line.split("|")[3].strip().split("/") for line in table[2:]]
    assert sum(int(score) for score, _ in cells) == int(total[0])
    return int(total[0]), int(total[1])


def from_github(report: Report) -> Points:
    last = commands_in(github.render(report))[-1]
    assert last.name == "notice"
    found = re.match(r"(\d+) of (\d+) points", last.data)
    assert found is not None
    return int(found[1]), int(found[2])


def from_classroom(report: Report) -> Points:
    (line,) = classroom.render(report).splitlines()
    checked(json.loads(base64.b64decode(line)), "classroom")
    reported = reporter({"grade": line})
    assert reported.console == pytest.approx(reported.notice or (0, 0))
    notices = classroom.notices(report)
    if reported.notice is None:
        assert notices == ""
        return 0, 0
    complete, summary = commands_in(notices)
    assert complete[1:] == (
        {"title": "Autograding complete"},
        "Points {}/{}".format(*reported.notice),
    )
    assert json.loads(summary.data) == dict(
        zip(("totalPoints", "maxPoints"), reported.notice, strict=True)
    )
    return int(reported.notice[0]), reported.notice[1]


def from_each_exercise(report: Report) -> Points:
    results = dict(line.split("=", 1) for line in classroom.outputs(report).splitlines())
    for each in results.values():
        checked(json.loads(base64.b64decode(each)), "classroom")
    reported = reporter(results)
    assert reported.console == (reported.notice or (0, 0)), "exactly, not nearly"
    return int(reported.console[0]), reported.console[1]


def from_classroom50(report: Report) -> Points:
    document = json.loads(classroom50.render(report, WHO, submitted=WHEN, graded=WHEN))
    checked(document, "classroom50-result")
    assert sum(test["score"] for test in document["tests"]) == document["score"]
    assert all(test["score"] <= test["max-score"] for test in document["tests"])
    return document["score"], document["max-score"]


def from_gradescope(report: Report) -> Points:
    document = checked(json.loads(gradescope.render(report)), "gradescope-results")
    assert sum(test["score"] for test in document["tests"]) == document["score"]
    return document["score"], sum(test["max_score"] for test in document["tests"])


READERS: list[Callable[[Report], Points]] = [
    from_text, from_json, from_junit, from_markdown, from_github, from_classroom,
    from_each_exercise, from_classroom50, from_gradescope,
]  # fmt: skip


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(report=reports())
@example(report=PLAIN)
@example(report=report_of())
@example(report=failing_with("\n".join(HOSTILE)))
@pytest.mark.parametrize("points", READERS)
def test_points_are_the_same_in_every_form(
    points: Callable[[Report], Points], report: Report
) -> None:
    assert points(report) == (report.score, report.max_score)


@pytest.mark.parametrize("points", READERS)
def test_a_megabyte_from_a_student_changes_no_points(points: Callable[[Report], Points]) -> None:
    much = ("::notice::<&`|\x1b\u202e" * 100 + "\n") * 600
    check = CheckReport("test_a", "A.", "failed", 0, 1, transcript=much, got=much, output=much)
    assert points(report_of(exercise_report("a", "A", (check,), 0.0))) == (0, 1)
