"""Text of unknown origin in Markdown, where it stays text.

    inline(text)    one paragraph: code between backticks is kept, all else is literal
    fenced(text)    a block of code that its content can't end

Exceptions, printed lines and names come from students: none of them may become a heading, a link,
HTML or the end of a fence in the file that others read.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

SPECIAL = re.compile(
    r"[\\`*\[\]<~&$@#]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|://|\bwww\.|^\d+[.)]|^[-+>=|]",
    re.IGNORECASE,
)
"""What CommonMark or GitHub give a meaning to; some only at the beginning, or beside a space."""
TICKS = re.compile(r"(?<!`)(`+)(?!`)")
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
"""Characters that a reader can't see, or that turn the order of others around."""


@lru_cache(4096)  # most is what checks claim, the same for everybody
def inline(text: str) -> str:
    """The text as one paragraph of Markdown."""
    parts = spans(" ".join(visible(text).split()))
    return "".join(code or SPECIAL.sub(_escaped, plain) for plain, code in parts)


def spans(text: str) -> Iterator[tuple[str, str]]:
    """The text's parts, each plain or a span of code with its backticks; the other one is empty."""
    while text:
        plain, code, text = _next_code(text)
        if plain:
            yield plain, ""
        if code:
            yield "", code


def _next_code(text: str) -> tuple[str, str, str]:
    """What comes before the first span of code, the span with its backticks, and the rest."""
    for opening in TICKS.finditer(text):
        for closing in TICKS.finditer(text, opening.end()):
            if closing.group() == opening.group():
                end = closing.end()
                return text[: opening.start()], text[opening.start() : end], text[end:]
    return text, "", ""


def _escaped(found: re.Match[str]) -> str:
    """The same with a backslash before each character that may have one."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", found.group())


def fenced(text: str, language: str = "text") -> str:
    """A block of code; the fence is longer than any run of backticks in it."""
    shown = visible(text)
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{shown.rstrip(chr(10))}\n{fence}"


def visible(text: str) -> str:
    """The text with characters that can't be seen written out, and one kind of line end."""
    lines = text.replace("\r\n", "\n")
    return CONTROLS.sub(lambda found: ascii(found.group())[1:-1], lines)
