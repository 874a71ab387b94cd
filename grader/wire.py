"""What comes back from a subject, taken apart strictly: the judge trusts no byte of it.

The form is written in `grader.subject.encode`. Nothing is unpickled or evaluated; a frame that
isn't exactly an answer raises Garbage, and the judge ends that subject.
"""

from collections.abc import Callable
from typing import Any, Literal

import msgspec

from grader.subject.loop import MAX_ANSWER

MAX_FRAME = MAX_ANSWER + 1024
"""Bytes of a frame that the judge is willing to read."""


class Garbage(Exception):
    """The frame isn't an answer."""


class Opaque(msgspec.Struct, frozen=True):
    """A value that isn't plain: the name of its type, and a remark where there is one."""

    type: str
    remark: str = ""

    def __repr__(self) -> str:
        return f"<{self.type} object{': ' if self.remark else ''}{self.remark}>"


Value = (
    None
    | bool
    | int
    | float
    | str
    | bytes
    | tuple[Any, ...]
    | list[Any]
    | set[Any]
    | frozenset[Any]
    | dict[Any, Any]
    | Opaque
)


class Frame(msgspec.Struct, frozen=True):
    """A line of the student's in a traceback."""

    file: str
    line: int
    function: str


class Raised(msgspec.Struct, frozen=True):
    """An exception in the subject."""

    type: str
    """The first class of its MRO that isn't the student's own: the same for any right solution."""
    own: str
    """The name of its own class."""
    text: str
    cut: int
    """Characters of the text that were not kept."""
    frames: tuple[Frame, ...]
    """The student's lines, innermost last."""


class Answer(msgspec.Struct, frozen=True):
    """What a subject said to one probe."""

    kind: Literal["value", "raised", "unloaded"]
    value: Value
    error: Raised | None
    output: str
    lost: int
    """Bytes of output that were not kept."""
    written: bytes = b""
    """The value as the subject wrote it: the same bytes are the same value, type and all."""


class _Error(msgspec.Struct, forbid_unknown_fields=True):
    type: Any
    own: Any
    text: Any
    cut: int
    frames: list[tuple[Any, int, Any]]


class _Answer(msgspec.Struct, forbid_unknown_fields=True):
    id: int
    kind: Literal["value", "raised", "unloaded"]
    output: str
    lost: int
    value: msgspec.Raw = msgspec.Raw(b"null")
    error: _Error | None = None


_decoder = msgspec.json.Decoder(_Answer)


def decode(frame: bytes, expected: int) -> Answer:
    """The answer to the request numbered `expected`. Raises Garbage for anything else."""
    try:
        raw = _decoder.decode(frame)
        if raw.id != expected:
            raise Garbage("it answered a question that nobody asked")
        if raw.kind != "value" and raw.error is None:
            raise Garbage("it says that it failed, but not how")
        written = bytes(raw.value)
        value = plain(msgspec.json.decode(written))
        return Answer(raw.kind, value, _raised(raw.error), raw.output, raw.lost, written)
    except Garbage:
        raise
    except (msgspec.MsgspecError, ValueError, TypeError, RecursionError, OverflowError) as reason:
        raise Garbage("what it sent is not an answer") from reason


def plain(tree: object) -> Value:
    """The value that a decoded JSON tree stands for. Raises Garbage."""
    if tree is None or isinstance(tree, bool | int | str):
        return tree
    if not isinstance(tree, list) or not tree or not isinstance(tree[0], str):
        raise Garbage("a value of no known form")
    tag, *rest = tree
    if tag == "o" and len(rest) == 2:
        return Opaque(_string(rest[0]), _string(rest[1]))
    if tag not in _FROM_TAG or len(rest) != 1:
        raise Garbage("a value of no known form")
    return _FROM_TAG[tag](rest[0])


def _string(tree: object) -> str:
    value = plain(tree)
    if not isinstance(value, str):
        raise Garbage("a name that is no text")
    return value


def _float(text: str) -> float:
    return float.fromhex(text)


def _surrogates(text: str) -> str:
    return bytes.fromhex(text).decode("utf-8", "surrogatepass")


def _items(tree: list[Any]) -> list[Any]:
    if not isinstance(tree, list):
        raise Garbage("items that are no list")
    return [plain(item) for item in tree]


def _pairs(tree: list[Any]) -> dict[Any, Any]:
    return {plain(key): plain(value) for key, value in tree}


_FROM_TAG: dict[str, Callable[[Any], Value]] = {
    "f": _float,
    "i": lambda text: int(text, 16),
    "u": _surrogates,
    "b": bytes.fromhex,
    "t": lambda tree: tuple(_items(tree)),
    "l": _items,
    "s": lambda tree: set(_items(tree)),
    "z": lambda tree: frozenset(_items(tree)),
    "d": _pairs,
}


def _raised(error: _Error | None) -> Raised | None:
    if error is None:
        return None
    frames = tuple(Frame(_string(f), line, _string(name)) for f, line, name in error.frames)
    return Raised(_string(error.type), _string(error.own), _string(error.text), error.cut, frames)
