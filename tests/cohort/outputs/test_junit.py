"""The JUnit gradebook is XML whatever students wrote, and counts what is in it."""

import io
from collections import Counter
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from grader.cohort.model import Row
from grader.cohort.outputs.entries import Gradebook
from grader.cohort.outputs.junit import legal, write_junit
from tests.cohort.outputs.made_up import HALF, STEADY, MadeUp, Statuses, row, ungraded
from tests.cohort.outputs.test_entries import members


def suites(*rows: Row, roster: bool = False) -> list[ElementTree.Element]:
    file = io.StringIO()
    write_junit(Gradebook(MadeUp(rows), members("ann", "zoe") if roster else None), file)
    return list(ElementTree.fromstring(file.getvalue().encode()))


def test_a_suite_a_student_a_case_a_check() -> None:
    ann, eve, zoe = suites(row("ann", HALF), ungraded("eve", "empty"), roster=True)
    assert [suite.get("name") for suite in (ann, eve, zoe)] == ["ann", "eve", "zoe"]
    assert [(c.get("classname"), c.get("name"), [e.tag for e in c]) for c in ann] == [
        ("counter", "test_starts", []),
        ("counter", "test_counts", ["failure"]),
        ("queue", "test_first", ["skipped"]),
    ]
    assert [e.tag for e in eve[0]] == ["error"]
    assert [e.tag for e in zoe[0]] == ["skipped"]


def test_the_counts_are_those_of_the_cases() -> None:
    everything: Statuses = (("failed", "timeout"), ("error",))
    for suite in suites(row("a"), row("b", HALF), row("c", everything), ungraded("d", "failed")):
        cases = list(suite)
        counted = Counter(child.tag for case in cases for child in case)
        assert int(suite.get("tests", "")) == len(cases)
        assert int(suite.get("failures", "")) == counted["failure"]
        assert int(suite.get("errors", "")) == counted["error"]
        assert int(suite.get("skipped", "")) == counted["skipped"]


@STEADY
@given(st.text())
def test_no_text_breaks_the_xml(text: str) -> None:
    (suite,) = suites(row(text or "x", HALF, text=text))
    assert suite.get("name") == legal(text or "x").replace("\r\n", "\n")
    assert len(suite) == 3
    assert len(list(suite.iter())) == 6


def test_characters_that_xml_has_not_are_written_out() -> None:
    assert legal("a\x1b[31m\x00\ud800\uffff\t") == "a\\x1b[31m\\x00\\ud800\\uffff\t"
