"""What a student wrote is shown, and steers nobody who reads it."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.reporters import escape
from tests.reporters.actions_log import commands_in
from tests.reporters.reports import HOSTILE, failing_with

ANY = st.text(st.characters(), max_size=60) | st.sampled_from(HOSTILE)
STEERING = {"Cc", "Cs"}
DIRECTIONS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@given(ANY)
def test_nothing_that_steers_is_left(text: str) -> None:
    shown = escape.visible(text)
    kept = {each for each in shown if unicodedata.category(each) in STEERING}
    assert kept <= {"\t", "\n"}
    assert not {unicodedata.bidirectional(each) for each in shown} & DIRECTIONS
    shown.encode("utf-8")


def test_escapes_are_those_of_python() -> None:
    assert escape.visible("a\x00\x1b\x85\u202e\ud800\U0001ffff b\tc\n") == (
        "a\\x00\\x1b\\x85\\u202e\\ud800\\U0001ffff b\tc\n"
    )


@given(ANY)
def test_inert_lines_hold_no_command(text: str) -> None:
    assert commands_in(escape.inert_lines(text)) == []


def test_inert_lines_leave_ordinary_lines_alone() -> None:
    ordinary = ">>> x[::2]\n[1]\nstd::vector\n  # a comment\n"
    assert escape.inert_lines(ordinary) == ordinary


def test_a_text_that_is_cut_says_so() -> None:
    assert escape.shortened("abc", 3) == "abc"
    assert escape.shortened("abcd" * 500, 3) == "abc… (cut here: 2,000 characters in all)"


@given(ANY)
def test_json_in_a_log_is_the_same_json(text: str) -> None:
    encoded = json.dumps({"text": text}, ensure_ascii=False)
    inert = escape.inert_json(encoded)
    assert json.loads(inert) == {"text": text}
    assert "##[" not in inert


@pytest.mark.parametrize("text", HOSTILE)
def test_a_report_without_surrogates_is_otherwise_the_same(text: str) -> None:
    report = failing_with(text)
    scrubbed = escape.without_surrogates(report)
    if text.isprintable():
        assert scrubbed == report
    assert scrubbed.exercises[0].checks[0].output.encode() == text.encode(
        "utf-8", "backslashreplace"
    )
