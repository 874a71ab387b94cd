"""A plain value as Python writes it, the same text for equal values.

Sets and dicts come in the order of what their members look like, so that what is expected and what
came back can be compared by eye, and no hash seed shows. An int too long for Python to write is
described.
"""

from collections.abc import Callable, Iterable
from typing import Any

MOST_BITS = 10_000
"""Bits of an int that is written out; Python itself stops at about 14,000."""


def written(value: object) -> str:
    """The text of a plain value; of any other its `repr`."""
    if type(value) in _WRITERS:
        return _WRITERS[type(value)](value)
    if isinstance(value, int) and value.bit_length() > MOST_BITS:
        return f"<an int of {value.bit_length():,} bits>"
    return repr(value)


def _tuple(value: tuple[object, ...]) -> str:
    return f"({written(value[0])},)" if len(value) == 1 else f"({_joined(value)})"


def _set(value: set[object]) -> str:
    return f"{{{', '.join(sorted(map(written, value)))}}}" if value else "set()"


def _frozenset(value: frozenset[object]) -> str:
    return f"frozenset({_set(set(value)) if value else ''})"


def _dict(value: dict[object, object]) -> str:
    return f"{{{', '.join(sorted(f'{written(k)}: {written(v)}' for k, v in value.items()))}}}"


def _joined(values: Iterable[object]) -> str:
    return ", ".join(map(written, values))


_WRITERS: dict[type, Callable[[Any], str]] = {
    tuple: _tuple,
    list: lambda value: f"[{_joined(value)}]",
    set: _set,
    frozenset: _frozenset,
    dict: _dict,
}
