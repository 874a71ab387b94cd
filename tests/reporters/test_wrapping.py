"""Prose fits a terminal of any width, in both languages, and loses nothing."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from grader.reporters.wrapping import CLOSING, wrap

CHINESE = "任务要的是一个值，你的代码却抛出了 `ValueError`。看看“README”（第 3 项）。"
PROSE = st.text(st.sampled_from("ab -–`é中文，。（“”）…\t"), max_size=80)


def test_words_are_broken_at_blanks() -> None:
    assert wrap("one two three", 8) == ["one two", "three"]


def test_chinese_is_broken_between_characters_that_take_two_columns() -> None:
    assert wrap("你的代码抛出", 5) == ["你的", "代码", "抛出"]


def test_no_line_begins_with_punctuation_that_closes() -> None:
    for width in range(14, 60):
        assert not [line for line in wrap(CHINESE, width) if line[0] in CLOSING]


def test_a_word_wider_than_the_line_is_cut() -> None:
    assert wrap("abcdefgh ij", 3) == ["abc", "def", "gh", "ij"]


def test_nothing_is_one_empty_line() -> None:
    assert wrap("", 10) == [""]


@given(PROSE, st.integers(2, 30))
def test_nothing_is_lost_and_no_line_is_too_wide(paragraph: str, width: int) -> None:
    lines = wrap(paragraph, width)
    assert "".join("".join(lines).split()) == "".join(paragraph.split())
    assert all(cell_len(line) <= width for line in lines)
