"""Making harmless what a student wrote, before it goes to a reader that might obey it."""

import re

import msgspec

from grader.language import _
from grader.report import Report

CUT = "{text}… (cut here: {length:,} characters in all)"
KEPT = ("\t", "\n")
COMMAND = re.compile(r"^(\W*?)::", re.MULTILINE)


def _unseen() -> dict[int, str]:
    """Each character that steers a reader and is not seen by a person, with its escape."""
    codes = [
        *range(0x20),
        *range(0x7F, 0xA0),
        0x061C, 0x200E, 0x200F, 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A),
        *range(0xD800, 0xE000),
        0xFEFF,
        *range(0xFDD0, 0xFDF0),
        *(plane + last for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)),
    ]  # fmt: skip
    return {code: _escape(code) for code in codes if chr(code) not in KEPT}


def _escape(code: int) -> str:
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


UNSEEN = _unseen()
"""Controls, marks that turn the direction of writing, surrogates and what is no character: none of
them may reach a terminal, a log or an XML file. Tabs and line feeds may."""


def visible(text: str) -> str:
    """The text with every character that could steer its reader written as an escape."""
    return text.translate(UNSEEN)


def in_a_line(text: str) -> str:
    """The text, made visible, in a single line."""
    return " ".join(visible(text).split())


def shortened(text: str, most: int) -> str:
    """The text, or its first `most` characters and a remark that says how long it is."""
    if len(text) <= most:
        return text
    return _(CUT).format(text=text[:most], length=len(text))


def inert_json(text: str) -> str:
    """JSON that a log can hold: `##[` begins a command anywhere in a line of GitHub's log.

    Outside of its strings JSON has no `#`, and inside of them no `#` is escaped.
    """
    return text.replace("##[", "#\\u0023[")


def without_surrogates(report: Report) -> Report:
    """The same report, with lone surrogates, which no JSON can carry, written as escapes."""
    return msgspec.convert(_scrubbed(msgspec.to_builtins(report)), Report)


def _scrubbed(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, dict):
        return {key: _scrubbed(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_scrubbed(inner) for inner in value]
    return value


def inert_lines(text: str) -> str:
    """The text, made visible, with no line that GitHub's runner takes for a workflow command.

    It looks for `::` at the beginning of a line, behind any blanks, and for `##[` anywhere.
    """
    return COMMAND.sub(r"\1\\x3a:", visible(text)).replace("##[", "#\\x23[")
