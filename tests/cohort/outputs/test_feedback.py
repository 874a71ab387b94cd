"""Each student gets one file: what passed, and the first failure of each exercise."""

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from markdown_it import MarkdownIt

from grader.cohort.model import Row
from grader.cohort.outputs.entries import Gradebook
from grader.cohort.outputs.feedback import feedback, write_feedback
from tests.cohort.outputs.made_up import COHORT, HALF, STEADY, MadeUp, Statuses, row, ungraded
from tests.cohort.outputs.test_entries import members
from tests.cohort.outputs.test_markdown import TEXTS

WRONG: Statuses = (("passed", "failed"), ("timeout",))


def told(graded: Row) -> str:
    (entry,) = Gradebook(MadeUp((graded,))).entries()
    return feedback(entry, COHORT)


def test_a_failing_exercise_tells_what_passed_and_how_to_see_the_first_failure() -> None:
    text = told(row("ann", WRONG, diagnosis="You add before you look."))
    for said in (
        "# Feedback for ann",
        "**1 of 4 points**",
        "- ✓ It starts at nothing\\.".replace("\\.", "."),
        "- ✗ `add` counts.",
        "> You add before you look.",
        "```pycon\n>>> from counter import Counter\n",
        "Expected:\n\n```text\n2\n```",
        "What came back:",
        "Look at `counter/counter.py`, line 3.",
    ):
        assert said in text


def test_only_the_first_failure_of_an_exercise_is_shown_in_full() -> None:
    assert told(row("ann", (("failed", "failed"), ("failed",)))).count("```pycon") == 2


def test_what_passes_has_no_failure_to_show() -> None:
    text = told(row("ann"))
    assert "```" not in text
    assert "All 2 checks pass." in text


def test_an_exercise_that_was_not_begun_is_told_so() -> None:
    assert "Not started." in told(row("ann", HALF))


def test_a_submission_that_was_not_graded_is_told_why() -> None:
    text = told(ungraded("eve", "unreadable", "the archive is broken"))
    assert "the archive is broken" in text


@STEADY
@given(TEXTS)
def test_hostile_text_changes_nothing_about_the_form(text: str) -> None:
    assert form(told(row("ann", WRONG, text=text or "x", diagnosis="d"))) == form(
        told(row("ann", WRONG, text="x", diagnosis="d"))
    )


def form(source: str) -> list[str]:
    """Its blocks but paragraphs, of which a message of many lines has many; inlines but text."""
    tokens = MarkdownIt("gfm-like").parse(source)
    inlines = [c.type for t in tokens for c in t.children or []]
    odd = [kind for kind in inlines if kind not in ("text", "text_special", "code_inline")]
    blocks = [t.type for t in tokens if not t.type.startswith("paragraph_") and t.type != "inline"]
    return blocks + odd


def test_one_file_a_student_and_a_list_of_whose_it_is(tmp_path: Path) -> None:
    rows = (
        row("ann", name="Ann", email="a@x.edu"),
        row("../eve", HALF),
        ungraded("bob", "duplicate", source="bob/early"),
        row("bob", source="bob/late"),
    )
    count = write_feedback(Gradebook(MadeUp(rows), members("ann", "bob", "zoe")), tmp_path / "f")
    with (tmp_path / "f" / "recipients.csv").open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    files = sorted(path.name for path in (tmp_path / "f").iterdir() if path.suffix == ".md")
    assert count == 4
    assert [line["id"] for line in listed] == ["../eve", "ann", "bob", "zoe"]
    assert sorted(line["file"] for line in listed) == files
    assert files[0].startswith("_eve-") or re.match(r"eve-[0-9a-f]{8}\.md", files[-2])
    assert [path.name for path in tmp_path.iterdir()] == ["f"]


def test_every_sentence_is_asked_for_in_the_student_s_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("grader.cohort.outputs.feedback._", lambda sentence: f"译{sentence}")
    lines = told(row("ann", WRONG)).splitlines()
    sentences = [line for line in lines if re.match(r"[*#]* *译|- [✓✗] 译", line)]
    assert len(sentences) >= 10
