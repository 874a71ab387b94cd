"""Equal numbers of another type: `1 == 1.0 == True`, and most checks don't care which it is.

An answer key does, since it compares what was written. So a check is asked once whether it
notices: the solution's answers are shown to it with each number replaced (`retyped`). Where it
passes all the same, key and submission are compared by what `==` sees (`normal`), as by the check.
"""

from collections.abc import Callable
from typing import Any

import msgspec

from grader.subject.encode import EXACT_IN_JSON


def retyped(value: Any) -> Any:
    """The value with each number as an equal one of another type, where there is one."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int):
        return float(value) if abs(value) <= EXACT_IN_JSON else value
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, dict):
        return {retyped(key): retyped(item) for key, item in value.items()}
    if isinstance(value, tuple | list | set | frozenset):
        return type(value)(retyped(item) for item in value)
    return value


def normal(written: bytes) -> bytes:
    """An answer as a subject wrote it, with equal numbers written alike."""
    return msgspec.json.encode(_normal(msgspec.json.decode(written)))


def _normal(tree: Any) -> Any:
    if isinstance(tree, bool):
        return int(tree)
    if not isinstance(tree, list):
        return tree
    tag, *rest = tree
    return [tag, *rest] if tag not in _NORMAL else _NORMAL[tag](*rest)


def _float(text: str) -> Any:
    value = float.fromhex(text)
    if not value.is_integer():
        return ["f", text]
    return int(value) if abs(value) <= EXACT_IN_JSON else ["i", f"{int(value):x}"]


def _sorted(items: list[Any]) -> list[Any]:
    return sorted(items, key=msgspec.json.encode)


_NORMAL: dict[str, Callable[[Any], Any]] = {
    "f": _float,
    "t": lambda items: ["t", [_normal(item) for item in items]],
    "l": lambda items: ["l", [_normal(item) for item in items]],
    "s": lambda items: ["s", _sorted([_normal(item) for item in items])],
    "z": lambda items: ["z", _sorted([_normal(item) for item in items])],
    "d": lambda pairs: ["d", _sorted([[_normal(part) for part in pair] for pair in pairs])],
}
