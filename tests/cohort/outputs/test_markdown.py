"""What students write stays text, in the eyes of a Markdown renderer that is not ours."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from grader.cohort.outputs.markdown import fenced, inline, visible
from tests.cohort.outputs.made_up import STEADY

MARKDOWN = MarkdownIt("gfm-like", {"html": True, "linkify": True, "typographer": False})
assert MARKDOWN.linkify is not None
MARKDOWN.linkify.set({"fuzzy_link": False})  # GitHub makes no link of a bare domain
ALPHABET = st.text(st.sampled_from("`~<>[]()!*_#\\&|$@:/.-+=1a \n\t\r\x00\u2028"), max_size=20)
ATTACKS = [
    "<script>alert(1)</script>",
    "[a](http://evil)",
    "![a](http://evil/x.png)",
    "http://evil www.evil.com a@evil.com",
    "<http://evil>",
    "# heading",
    "- item",
    "1. item",
    "> quote",
    "```\ncode",
    "a | b\n--|--",
    "[a]: http://evil",
    "&lt;b&gt;",
    "`<b>` `` ` `` <i>`</i>`",
    "\\`<b>\\`",
    "Setext\n===",
    "    indented",
    "~~a~~ **b** _c_",
]
TEXTS = st.one_of(ALPHABET, st.text(max_size=20), st.lists(st.sampled_from(ATTACKS)).map("".join))


def kinds(source: str) -> list[str]:
    """The types of all blocks and inlines of a document."""
    tokens = MARKDOWN.parse(source)
    return [t.type for token in tokens for t in [token, *(token.children or [])]]


def shown(source: str) -> str:
    """What a reader reads of one paragraph."""
    (_, content, _) = MARKDOWN.parse(source)
    return "".join(child.content for child in content.children or [])


@STEADY
@given(TEXTS)
@example("1) a")
@example("a  `b`")
def test_inline_text_is_one_paragraph_of_text_and_code(text: str) -> None:
    source = inline(text)
    if source:
        assert {*kinds(source)} <= {
            "paragraph_open", "inline", "text", "text_special", "code_inline", "paragraph_close"
        }  # fmt: skip


@STEADY
@given(TEXTS.filter(lambda text: "`" not in text))
def test_inline_text_is_read_as_it_was_written(text: str) -> None:
    if words := " ".join(visible(text).split()):
        assert shown(inline(text)) == words


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_becomes_markup(attack: str) -> None:
    assert not {*kinds(inline(attack))} & {"link_open", "image", "html_inline", "html_block"}


def test_code_between_backticks_stays_code() -> None:
    assert inline("`int - Ratio` is *not* `r - 1`") == r"`int - Ratio` is \*not\* `r - 1`"


@STEADY
@given(TEXTS)
@example("```\n# out\n```")
@example("`````")
@example("~~~")
def test_nothing_leaves_a_fence(text: str) -> None:
    tokens = MARKDOWN.parse(f"one\n\n{fenced(text)}\n\ntwo")
    assert [token.type for token in tokens] == [
        "paragraph_open", "inline", "paragraph_close", "fence",
        "paragraph_open", "inline", "paragraph_close",
    ]  # fmt: skip
    assert tokens[3].content.rstrip("\n") == visible(text).rstrip("\n")


def test_what_cannot_be_seen_is_written_out() -> None:
    assert visible("a\x1b[0m\u202eb\r\nc\rd") == "a\\x1b[0m\\u202eb\nc\\rd"
