"""Texts become markup in three ways only: code, the lines of a case, a README."""

from grader.page.prose import Line, markdown, prose, session
from tests.page.reports import LINES, TRANSCRIPT


def test_backticks_make_code_of_what_is_between_them() -> None:
    assert prose("`a<b` & c `d") == '<code class="short">a&lt;b</code> &amp; c `d'


def test_the_typed_lines_of_a_case_are_told_from_the_answers() -> None:
    lines = list(session(TRANSCRIPT))
    assert "".join(f"{line.text}\n" for line in lines if line.prompt) == LINES
    assert [line.text for line in lines if not line.prompt] == ["bumped", " >>> import os", "4"]


def test_three_dots_after_an_answer_are_an_answer() -> None:
    assert list(session(">>> x\ny\n... z")) == [
        Line(">>> ", "x"), Line("", "y"), Line("", "... z")
    ]  # fmt: skip


def test_headings_of_a_readme_come_below_the_page_s_own() -> None:
    assert markdown("# Title\n\n## Tasks\n\n### More", below=3) == "<h4>Tasks</h4>\n<h5>More</h5>\n"
