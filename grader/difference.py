"""Where two plain values differ first, as a path that a student could type.

first_difference((1, {"a": [2]}), (1, {"a": [3]})) → Difference("[1]['a'][0]", "2", "3")
"""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

import msgspec

from grader.transcript import show

NOTHING = object()
"""Stands where one of the values has no such part."""


class Difference(msgspec.Struct, frozen=True):
    """A part of an answer that isn't as expected; None where one of the two has no such part."""

    path: str
    """Empty where the values have nothing in common."""
    expected: str | None
    got: str | None


def first_difference(expected: Any, got: Any, path: str = "") -> Difference | None:
    """The first part that differs, as deep inside as both are built alike; None where none does."""
    if not _differ(expected, got):
        return None
    for step, one, other in _parts(expected, got):
        if _differ(one, other):
            return first_difference(one, other, path + step)
    return Difference(path, _shown(expected), _shown(got))


def _differ(expected: Any, got: Any) -> bool:
    return expected is NOTHING or got is NOTHING or bool(expected != got)


def _parts(expected: Any, got: Any) -> Iterator[tuple[str, Any, Any]]:
    """The parts of two values that are built alike; none of other ones."""
    if type(expected) is type(got) and isinstance(expected, tuple | list):
        for place, (one, other) in enumerate(zip_longest(expected, got, fillvalue=NOTHING)):
            yield f"[{place}]", one, other
    elif isinstance(expected, dict) and isinstance(got, dict):
        for key in sorted({*expected, *got}, key=repr):
            yield f"[{key!r}]", expected.get(key, NOTHING), got.get(key, NOTHING)


def _shown(value: Any) -> str | None:
    return None if value is NOTHING else show(value)
