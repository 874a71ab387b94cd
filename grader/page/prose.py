"""From the texts of a report to markup: each function escapes what it is given.

A student's text can hold anything. What can't be seen, or turns the direction of writing, is shown
as Python escapes it, so that nobody reads anything else than what is there.
"""

import re
import unicodedata
from collections.abc import Iterator

import msgspec
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

CODE = re.compile(r"`([^`\n]+)`")
UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Controls, formats (such as the marks that turn the direction of writing), surrogates, and line
separators that aren't newlines."""
PROMPTS = (">>> ", "... ")
DEEPEST_HEADING = 6
SHORT = 16
"""Characters of code that fit on a line of a phone beside other words."""


class Line(msgspec.Struct, frozen=True):
    """A line of a case: typed after a prompt, or an answer."""

    prompt: str
    text: str


def visible(text: str) -> str:
    """The same, with characters that can't be seen as Python writes them."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if character in "\n\t" or unicodedata.category(character) not in UNSEEN:
        return character
    return character.encode("unicode_escape").decode()


def prose(text: str) -> Markup:
    """A sentence in which `…` is code."""
    pieces = CODE.split(visible(text))
    return Markup("").join(
        _code(piece) if number % 2 else escape(piece) for number, piece in enumerate(pieces)
    )


def _code(text: str) -> Markup:
    """A piece of code; a short one isn't broken over two lines."""
    kind = "short" if len(text) <= SHORT else "long"
    return Markup('<code class="{}">{}</code>').format(kind, text)


def session(transcript: str) -> Iterator[Line]:
    """The lines of a case; the ones that a student types come with their prompt."""
    typing = False
    for line in transcript.split("\n"):
        prompt = next((p for p in PROMPTS if line.startswith(p) or line == p.rstrip()), "")
        typing = prompt == PROMPTS[0] or (typing and bool(prompt))
        yield Line(prompt, line[len(prompt) :]) if typing else Line("", line)


def markdown(source: str, *, below: int) -> Markup:
    """A README as HTML, without its title and any HTML of its own.

    Its headings come below the heading of level `below`.
    """
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(source)
    if tokens and tokens[0].tag == "h1":
        tokens = tokens[3:]
    for token in tokens:
        _fit_in(token, below)
    return Markup(parser.renderer.render(tokens, parser.options, {}))


def _fit_in(token: Token, below: int) -> None:
    if token.type in ("heading_open", "heading_close"):
        token.tag = f"h{min(int(token.tag[1]) - 1 + below, DEEPEST_HEADING)}"
    if token.type == "fence":
        token.attrSet("tabindex", "0")
    for child in token.children or ():
        if child.type == "link_open":
            child.attrSet("rel", "noopener noreferrer")
