"""Gradescope's results: numbered as the course is, visible as the instructor says."""

import json

import pytest

from grader.reporters import Visibility
from grader.reporters.gradescope import render
from tests.reporters.reports import PLAIN


def test_a_test_a_check() -> None:
    results = json.loads(render(PLAIN))
    assert [(test["number"], test["status"]) for test in results["tests"]] == [
        ("1.1", "failed"),
        ("1.2", "failed"),
        ("1.3", "passed"),
        ("2.1", "passed"),
        ("3.1", "failed"),
    ]
    first = results["tests"][0]
    assert (first["name"], first["score"], first["max_score"]) == ("sums: `add` adds.", 1, 3)
    assert first["output"] == (
        "Wrong: look at `add`.\n\n>>> add(1, 2)\n4\n\nexpected: 3\n\ngot: 4\n\n"
        "printed: hello\nthere\n\n\nexercises/sums/sums.py, line 12"
    )
    assert results["execution_time"] == 0.75


@pytest.mark.parametrize("visibility", ["visible", "hidden", "after_due_date", "after_published"])
def test_visibility_is_that_of_every_test(visibility: Visibility) -> None:
    results = json.loads(render(PLAIN, visibility))
    assert {test["visibility"] for test in results["tests"]} == {visibility}
    assert (results["visibility"], results["stdout_visibility"]) == (visibility, "hidden")


def test_texts_are_never_markup() -> None:
    results = json.loads(render(PLAIN))
    formats = {value for key, value in results.items() if key.endswith("format")}
    assert formats == {"text"}
