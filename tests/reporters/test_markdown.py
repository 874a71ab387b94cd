"""The summary: what a student wrote is read, and none of it is markup."""

import html.parser
from collections import Counter

import pytest
from markdown_it import MarkdownIt

from grader.report import CheckReport, exercise_report
from grader.reporters.markdown import MOST_BYTES, render
from tests.reporters.actions_log import commands_in
from tests.reporters.reports import DONE, HOSTILE, PLAIN, WAITING, failing_with, report_of


class Reader(html.parser.HTMLParser):
    """Counts tags, and joins the texts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: Counter[str] = Counter()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert all(name == "style" for name, _ in attrs), "alignment of a table's cells"
        self.tags[tag] += 1

    def handle_data(self, data: str) -> None:
        self.text += data


def read(markdown: str) -> Reader:
    """As GitHub reads it: tables, links by themselves, and HTML let through."""
    reader = Reader()
    reader.feed(MarkdownIt("gfm-like", {"html": True}).render(markdown))
    return reader


def test_a_plain_report() -> None:
    shown = read(render(PLAIN))
    assert shown.text.startswith("Course: 5 of 9 points\n")
    for words in ("sums: Sums", "3/6", "1 of 3", "done: Done", "not started", "test_add: add adds.",
                  "Wrong: look at add.", ">>> add(1, 2)\n4", "expected", "hello\nthere",
                  "exercises/sums/sums.py, line 12"):  # fmt: skip
        assert words in shown.text
    assert (shown.tags["table"], shown.tags["tr"], shown.tags["details"]) == (1, 4, 2)


def test_where_all_passed_there_is_only_the_table() -> None:
    shown = read(render(report_of(DONE, WAITING)))
    assert shown.tags["details"] == 0


PLAIN_TAGS = read(render(failing_with("x"))).tags


@pytest.mark.parametrize("text", [*HOSTILE, "\n".join(HOSTILE[:-1])])
def test_no_text_of_a_student_s_is_markup(text: str) -> None:
    rendered = render(failing_with(text))
    tags = read(rendered).tags
    more = {tag: count for tag, count in (tags - PLAIN_TAGS).items() if tag not in ("p", "code")}
    assert more == {}, "a message of several lines is several paragraphs, and nothing else"
    assert commands_in(rendered) == []


@pytest.mark.parametrize("text", HOSTILE)
def test_no_title_is_markup(text: str) -> None:
    check = CheckReport("test_a", text, "failed", 0, 1)
    tags = read(render(report_of(exercise_report("a", text, (check,), 0.0)))).tags
    plain = CheckReport("test_a", "x", "failed", 0, 1)
    assert tags - Counter(code=9) == (
        read(render(report_of(exercise_report("a", "x", (plain,), 0.0)))).tags - Counter(code=9)
    )


def test_a_summary_that_would_be_dropped_is_cut_and_says_so() -> None:
    check = CheckReport("test_a", "A.", "failed", 0, 1, transcript="<" * 9_000)
    rendered = render(report_of(exercise_report("a", "A", (check,) * 100, 0.0)))
    assert MOST_BYTES * 0.9 < len(rendered.encode()) < MOST_BYTES + 1_000
    shown = read(rendered)
    assert f"{100 - shown.tags['details']} more checks that fail are not shown" in shown.text
