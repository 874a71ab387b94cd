"""JUnit XML, read by a library that others read it with."""

import io
import xml.etree.ElementTree as ET

import junitparser
import pytest

from grader.reporters.junit import render
from tests.reporters.actions_log import commands_in
from tests.reporters.reports import FORGED, HOSTILE, PLAIN, failing_with


def parsed(text: str) -> junitparser.JUnitXml:
    return junitparser.JUnitXml.fromroot(ET.fromstring(text))  # type: ignore[arg-type]


def test_suites_and_cases_are_exercises_and_checks() -> None:
    suites = list(parsed(render(PLAIN)))
    counts = [(each.name, each.tests, each.failures, each.errors, each.skipped) for each in suites]
    assert counts == [
        ("sums", 3, 1, 1, 0), ("done", 1, 0, 0, 0), ("more", 1, 0, 0, 1),
    ]  # fmt: skip
    failed, late, good = suites[0]
    assert (failed.name, failed.classname) == ("test_add", "sums")
    (failure,) = failed.result
    assert (failure.message, failure.type) == ("`add` adds.", "failed")
    assert failure.text == (
        "Wrong: look at `add`.\n\n>>> add(1, 2)\n4\n\nexpected: 3\n\ngot: 4\n\n"
        "where: exercises/sums/sums.py, line 12"
    )
    assert failed.system_out == "hello\nthere\n"
    assert [type(each).__name__ for each in late.result] == ["Error"]
    assert good.result == []


def test_points_are_properties_of_the_suites() -> None:
    first = next(iter(parsed(render(PLAIN))))
    properties = first.properties()  # type: ignore[no-untyped-call]
    assert [(each.name, each.value) for each in properties] == [
        ("points", "3"), ("max_points", "6"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_a_student_wrote_it_is_xml_of_one_failure(text: str) -> None:
    ((case,),) = parsed(render(failing_with(text)))
    assert len(case.result) == 1


def test_a_log_that_it_is_printed_to_sees_no_command() -> None:
    assert commands_in(render(failing_with(f"x\n{FORGED}\n##[error]y"))) == []


def test_it_is_utf_8() -> None:
    assert next(io.StringIO(render(PLAIN))) == '<?xml version="1.0" encoding="UTF-8"?>\n'
