"""What comes back from a subject, taken apart strictly: the judge trusts no byte of it.

The form is written in `grader.subject.encode`. Nothing is unpickled or evaluated; a frame that
isn't exactly an answer raises Garbage, and the judge ends that subject. What is read is bounded in
depth, in what its sets and dicts cost, and in its texts, which any reporter can write.
"""

from collections.abc import Callable, Iterable
from typing import Annotated, Any, Literal

import msgspec

from grader.subject.encode import MAX_ANSWER, MAX_DEPTH
from grader.subject.failure import MAX_FRAMES, MAX_TEXT

MAX_FRAME = MAX_ANSWER + 1024
"""Bytes of a frame that the judge is willing to read."""
MAX_NAME = 200
"""Characters of a name (of a type, a file, a function) that are kept."""
MOST_ALIKE = 32
"""Different keys of one hash: chance brings a few, a table of collisions takes minutes to fill."""
Count = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
CONTROLS = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160))}


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
    cut: Count
    frames: Annotated[list[tuple[Any, Count, Any]], msgspec.Meta(max_length=MAX_FRAMES)]


class _Answer(msgspec.Struct, forbid_unknown_fields=True):
    id: Count
    kind: Literal["value", "raised", "unloaded"]
    output: str
    lost: Count
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


def plain(tree: object, depth: int = 0) -> Value:
    """The value that a decoded JSON tree stands for, itself `depth` deep in another. Raises Garbage
    and, from texts that stand for no number or bytes, ValueError, TypeError or OverflowError."""
    if tree is None or isinstance(tree, bool | int | str):
        return tree
    if not isinstance(tree, list) or not tree or not isinstance(tree[0], str):
        raise Garbage("a value of no known form")
    tag, *rest = tree
    if tag == "o" and len(rest) == 2:
        return Opaque(_name(rest[0]), _name(rest[1]))
    if len(rest) == 1 and tag in _FROM_TEXT:
        return _FROM_TEXT[tag](rest[0])
    if len(rest) != 1 or tag not in _FROM_ITEMS or not isinstance(rest[0], list):
        raise Garbage("a value of no known form")
    if depth == MAX_DEPTH:
        raise Garbage(f"a value more than {MAX_DEPTH} deep")
    return _FROM_ITEMS[tag](rest[0], depth + 1)


def _float(text: str) -> float:
    return float.fromhex(text)


def _surrogates(text: str) -> str:
    return bytes.fromhex(text).decode("utf-8", "surrogatepass")


_FROM_TEXT: dict[str, Callable[[Any], Value]] = {
    "f": _float,
    "i": lambda text: int(text, 16),
    "u": _surrogates,
    "b": bytes.fromhex,
}


def _items(tree: list[Any], depth: int) -> list[Any]:
    return [plain(item, depth) for item in tree]


def _pairs(tree: list[Any], depth: int) -> dict[Any, Any]:
    pairs = [(plain(key, depth), plain(value, depth)) for key, value in tree]
    return dict(zip(_cheap(key for key, _ in pairs), (value for _, value in pairs), strict=True))


def _cheap(keys: Iterable[Value]) -> list[Value]:
    """The same keys, if a set takes them in passing. Raises Garbage, and TypeError for no keys."""
    listed, seen = list(keys), dict[int, list[Value]]()
    for key in listed:
        alike = seen.setdefault(hash(key), [])
        if key not in alike:
            alike.append(key)
        if len(alike) > MOST_ALIKE:
            raise Garbage("a table of values that collide")
    return listed


_FROM_ITEMS: dict[str, Callable[[list[Any], int], Value]] = {
    "t": lambda tree, depth: tuple(_items(tree, depth)),
    "l": _items,
    "s": lambda tree, depth: set(_cheap(_items(tree, depth))),
    "z": lambda tree, depth: frozenset(_cheap(_items(tree, depth))),
    "d": _pairs,
}


def _raised(error: _Error | None) -> Raised | None:
    if error is None:
        return None
    text = _writable(error.text)
    return Raised(
        type=_name(error.type),
        own=_name(error.own),
        text=text[:MAX_TEXT],
        cut=error.cut + max(0, len(text) - MAX_TEXT),
        frames=tuple(Frame(_name(file), line, _name(name)) for file, line, name in error.frames),
    )


def _writable(tree: object) -> str:
    """A text without lone surrogates, which no file or terminal takes. Raises Garbage."""
    value = plain(tree)
    if not isinstance(value, str):
        raise Garbage("a name that is no text")
    return value.encode("utf-8", "backslashreplace").decode()


def _name(tree: object) -> str:
    """A name on one line, not longer than `MAX_NAME`. Raises Garbage."""
    return _writable(tree).translate(CONTROLS)[:MAX_NAME]
