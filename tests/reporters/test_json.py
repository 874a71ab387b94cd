"""A stored report comes back as it was, and what is none is refused with its reason."""

import json
from typing import Any

import pytest

from grader.reporters.json import Damaged, read, render
from tests.reporters.actions_log import commands_in
from tests.reporters.reports import FORGED, PLAIN, failing_with


def test_what_was_written_is_read() -> None:
    assert read(render(PLAIN).encode()) == PLAIN


def changed(**values: Any) -> bytes:
    return json.dumps(json.loads(render(PLAIN)) | values).encode()


@pytest.mark.parametrize(
    ("stored", "words"),
    [
        (b"", "not a report"),
        (render(PLAIN).encode()[:-40], "not a report"),
        (b"[1, 2]", "not a report"),
        (b'"\\ud800"', "not a report"),
        (b"\xff\xfe", "not a report"),
        (changed(schema=2), "it has schema 2"),
        (changed(score="5"), "not a report"),
        (changed(score=9), "the points of the whole don't add up"),
        (changed(exercises=[]), "the points of the whole don't add up"),
        (render(PLAIN).replace('"score": 1', '"score": 4').encode(), "points of sums"),
    ],
)
def test_a_damaged_report_is_refused(stored: bytes, words: str) -> None:
    with pytest.raises(Damaged, match=words):
        read(stored)


def test_a_check_has_no_more_points_than_it_is_worth() -> None:
    text = render(PLAIN).replace(
        '"score": 1,\n          "max_score": 3', '"score": 4, "max_score": 3'
    )
    text = text.replace('"score": 3,', '"score": 6,').replace('"score": 5,', '"score": 8,')
    with pytest.raises(Damaged, match="sums, test_add"):
        read(text.encode())


def test_json_in_a_log_holds_no_command() -> None:
    assert commands_in(render(failing_with(f"{FORGED}\n##[error]x"))) == []
