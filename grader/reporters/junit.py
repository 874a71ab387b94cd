"""JUnit XML, as Jenkins and pytest's `xunit2` have it: a suite an exercise, a case a check.

The form knows no points, so they are properties of the suites, which every reader keeps.
"""

import xml.etree.ElementTree as ET

from grader.report import CheckReport, ExerciseReport, Report
from grader.reporters.escape import in_a_line, inert_lines, shortened

MOST_FIELD = 20_000
TAGS = {"failed": "failure", "error": "error", "timeout": "error", "not_run": "skipped"}


def render(report: Report) -> str:
    """The report as XML, with a newline at its end."""
    suites = [_suite(exercise) for exercise in report.exercises]
    root = ET.Element("testsuites", {"name": _line(report.course.name), **_counts(suites)})
    root.set("time", _seconds(sum(exercise.duration for exercise in report.exercises)))
    del root.attrib["skipped"]  # the schema has it in a suite only
    root.extend(suites)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(exercise: ExerciseReport) -> ET.Element:
    suite = ET.Element("testsuite", {"name": _line(exercise.id)})
    properties = ET.SubElement(suite, "properties")
    for name, value in (("points", exercise.score), ("max_points", exercise.max_score)):
        ET.SubElement(properties, "property", {"name": name, "value": str(value)})
    for check in exercise.checks:
        suite.append(_case(exercise, check))
    counts = _counts([suite])
    suite.attrib.update(counts)
    suite.set("time", _seconds(exercise.duration))
    return suite


def _counts(suites: list[ET.Element]) -> dict[str, str]:
    """How many cases there are, and of each kind."""
    cases = [case for suite in suites for case in suite.iter("testcase")]
    counts = {"tests": str(len(cases))}
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        counts[name] = str(sum(case.find(tag) is not None for case in cases))
    return counts


def _case(exercise: ExerciseReport, check: CheckReport) -> ET.Element:
    where = {"name": _line(check.id), "classname": _line(exercise.id), "time": "0"}
    case = ET.Element("testcase", where)
    if check.status in TAGS:
        outcome = ET.SubElement(case, TAGS[check.status], {"message": _line(check.title)})
        if check.status != "not_run":
            outcome.set("type", check.status)
            outcome.text = _text(check)
    if check.output:
        ET.SubElement(case, "system-out").text = _field(check.output)
    return case


def _text(check: CheckReport) -> str:
    facts = [("expected", check.expected), ("got", check.got)]
    if check.where is not None:
        facts.append(("where", f"exercises/{check.where.file}, line {check.where.line}"))
    parts = [check.message, check.transcript]
    parts += [f"{label}: {value}" for label, value in facts if value is not None]
    return "\n\n".join(_field(part) for part in parts if part)


def _field(text: str) -> str:
    return shortened(inert_lines(text), MOST_FIELD)


def _line(text: str) -> str:
    return shortened(inert_lines(in_a_line(text)), MOST_FIELD)


def _seconds(duration: float) -> str:
    return f"{duration:.3f}"
