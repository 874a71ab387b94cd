"""Prose in lines of a terminal, in a language with blanks between its words or without.

Chinese may be broken before any character but the punctuation that closes something, and after any
but what opens it; each of its characters takes two columns.
"""

import re
from collections.abc import Iterator

from rich.cells import cell_len, set_cell_size

OPENING = "（“‘《【「"
CLOSING = "，。；：、！？）”’》】」…"
WIDE = "\u2e80-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6"
UNIT = re.compile(
    rf"[{OPENING}]*(?:[^\s{WIDE}{OPENING}{CLOSING}]+|[{WIDE}]|(?=[{CLOSING}]))[{CLOSING}]*\s*"
    rf"|[{OPENING}]+\s*|\s+"
)
"""What stays together: a word, or a character of Chinese, with its punctuation and blanks."""


def wrap(paragraph: str, width: int) -> list[str]:
    """The lines of a paragraph, none wider than `width` columns; one empty line for none."""
    lines, line = [], ""
    for unit in units(paragraph, width):
        if line and cell_len(line + unit.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += unit
    return [*lines, line.rstrip()]


def units(paragraph: str, width: int) -> Iterator[str]:
    """What may stand on a line of its own; what is wider than a line is cut into such."""
    for unit in UNIT.findall(paragraph):
        while cell_len(unit.rstrip()) > width:
            part = set_cell_size(unit, width).rstrip()
            yield part
            unit = unit[len(part) :]
        yield unit
