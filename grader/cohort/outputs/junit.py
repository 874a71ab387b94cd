"""The gradebook as JUnit XML: a test suite a student, a test case a check.

A check that did not run is skipped; a submission that could not be graded is one case in error, a
student without one is one case skipped. Characters that XML 1.0 can't hold are written as `\\x1b`.
"""

import re
from collections import Counter
from io import TextIOBase
from typing import TYPE_CHECKING

from grader.cohort.outputs.entries import Entry, Gradebook
from grader.report import CheckReport, CheckStatus, ExerciseReport

if TYPE_CHECKING:
    from xml.sax.saxutils import XMLGenerator
    from xml.sax.xmlreader import AttributesImpl

ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no character of XML 1.0."""
ELEMENT: dict[CheckStatus, str] = {
    "failed": "failure",
    "error": "error",
    "timeout": "error",
    "not_run": "skipped",
}


def write_junit(gradebook: Gradebook, file: TextIOBase) -> None:
    """Write a suite for each entry, one after the other."""
    from xml.sax.saxutils import XMLGenerator  # it imports HTTP: only who asks for it pays

    xml = XMLGenerator(file, "utf-8", short_empty_elements=True)
    xml.startDocument()
    xml.startElement("testsuites", _legal({"name": gradebook.cohort.course.name}))
    for entry in gradebook.entries():
        xml.ignorableWhitespace("\n")
        _suite(xml, entry)
    xml.ignorableWhitespace("\n")
    xml.endElement("testsuites")
    xml.ignorableWhitespace("\n")
    xml.endDocument()


def _suite(xml: "XMLGenerator", entry: Entry) -> None:
    exercises = entry.row.exercises if entry.row is not None and entry.graded else ()
    kinds = Counter(ELEMENT.get(c.status, "") for e in exercises for c in e.checks)
    if not exercises:
        kinds = Counter([_without_checks(entry)])
    counts = {
        "tests": str(kinds.total()),
        "failures": str(kinds["failure"]),
        "errors": str(kinds["error"]),
        "skipped": str(kinds["skipped"]),
        "time": "0",
    }
    xml.startElement("testsuite", _legal({"name": entry.id, **counts}))
    for exercise in exercises:
        for check in exercise.checks:
            _case(xml, exercise, check)
    if not exercises:
        _only_case(xml, entry)
    xml.endElement("testsuite")


def _without_checks(entry: Entry) -> str:
    return "error" if entry.row is not None and not entry.graded else "skipped"


def _only_case(xml: "XMLGenerator", entry: Entry) -> None:
    case = {"classname": "submission", "name": "graded", "time": "0"}
    xml.startElement("testcase", _legal(case))
    _told(xml, _without_checks(entry), entry.outcome, entry.reason, "")
    xml.endElement("testcase")


def _case(xml: "XMLGenerator", exercise: ExerciseReport, check: CheckReport) -> None:
    xml.startElement("testcase", _legal({"classname": exercise.id, "name": check.id, "time": "0"}))
    if check.status in ELEMENT:
        detail = "\n\n".join(filter(None, (check.message, check.transcript)))
        _told(xml, ELEMENT[check.status], check.status, check.title, detail)
    xml.endElement("testcase")


def _told(xml: "XMLGenerator", element: str, kind: str, message: str, detail: str) -> None:
    attributes = (
        {"message": message} if element == "skipped" else {"type": kind, "message": message}
    )
    xml.startElement(element, _legal(attributes))
    xml.characters(legal(detail))
    xml.endElement(element)


def _legal(attributes: dict[str, str]) -> "AttributesImpl[str]":
    from xml.sax.xmlreader import AttributesImpl

    return AttributesImpl({name: legal(value) for name, value in attributes.items()})


def legal(text: str) -> str:
    """A text of characters that XML can hold."""
    return ILLEGAL.sub(lambda found: ascii(found.group())[1:-1], text)
