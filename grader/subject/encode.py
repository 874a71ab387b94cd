"""Plain values as JSON text, kept apart by type; what isn't plain becomes an opaque description.

JSON's own null, true, false, numbers (integers up to 2**53) and strings stand for themselves. The
rest is a two-element array, tag first:

    ["f", "0x1.8p+1"]  float        ["t", [...]]  tuple       ["d", [[k, v], ...]]  dict
    ["i", "-ff"]       big int      ["l", [...]]  list        ["b", "00ff"]         bytes
    ["u", "eda080"]    lone         ["s", [...]]  set         ["o", "Ratio", ""]    anything else:
                       surrogates   ["z", [...]]  frozenset                         type, remark

Sets and dicts are sorted by their encoding, so that the same value is always the same text. No
method of a student's object is called: types are compared by identity, and a subclass of a plain
type is opaque.
"""

import builtins
from _json import encode_basestring_ascii  # the C function: nothing to patch in it

# A private copy: a submission that patches builtins must not change how its answers are written.
__builtins__ = dict(vars(builtins))  # type: ignore[assignment]

quote = encode_basestring_ascii
MAX_DEPTH = 60
MAX_NODES = 100_000
MAX_ANSWER = 256 * 1024
"""Bytes of an answer; a larger one is replaced by an opaque description."""
EXACT_IN_JSON = 2**53


class TooMuch(Exception):
    """A value that is too deep or too large to be an answer."""


def encode(value: object) -> str:
    """The JSON text of `value`; never raises for an odd value, and never calls its methods."""
    try:
        return _encode(value, 0, [MAX_NODES])
    except TooMuch as reason:
        return opaque(value, str(reason))
    except RecursionError:
        return opaque(value, "nested too deeply")


def opaque(value: object, remark: str = "") -> str:
    """The description of a value that isn't plain: its type's name and a remark."""
    return f'["o",{text(type_name(type(value)))},{quote(remark)}]'


def type_name(kind: type) -> str:
    """The name of a class as `type` stores it, whatever its metaclass says."""
    return str(type.__dict__["__name__"].__get__(kind))


def text(value: str) -> str:
    """The JSON of a string; lone surrogates, which JSON can't carry, are tagged."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return f'["u","{value.encode("utf-8", "surrogatepass").hex()}"]'
    return quote(value)


def _encode(value: object, depth: int, room: list[int]) -> str:
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    kind = type(value)
    if (kind is str or kind is bytes) and len(value) > MAX_ANSWER:  # type: ignore[arg-type]
        unit = "characters" if kind is str else "bytes"
        raise TooMuch(f"{len(value)} {unit}")  # type: ignore[arg-type]
    if kind is str:
        return text(value)  # type: ignore[arg-type]
    if kind is int:
        return _integer(value)  # type: ignore[arg-type]
    if kind is float:
        return f'["f","{value.hex()}"]'  # type: ignore[attr-defined]
    if kind is bytes:
        return f'["b","{value.hex()}"]'  # type: ignore[attr-defined]
    if kind is tuple or kind is list or kind is set or kind is frozenset or kind is dict:
        return _container(value, kind, depth + 1, room)
    return opaque(value)


def _integer(value: int) -> str:
    if -EXACT_IN_JSON <= value <= EXACT_IN_JSON:
        return int.__repr__(value)
    return f'["i","{value:x}"]'


def _container(value: object, kind: type, depth: int, room: list[int]) -> str:
    if depth > MAX_DEPTH:
        raise TooMuch(f"nested more than {MAX_DEPTH} deep")
    room[0] -= len(value) + 1  # type: ignore[arg-type]
    if room[0] < 0:
        raise TooMuch(f"more than {MAX_NODES} items")
    if kind is dict:
        pairs = sorted(
            f"[{_encode(k, depth, room)},{_encode(v, depth, room)}]"
            for k, v in value.items()  # type: ignore[attr-defined]
        )
        return f'["d",[{",".join(pairs)}]]'
    items = [_encode(item, depth, room) for item in value]  # type: ignore[attr-defined]
    if kind is set or kind is frozenset:
        items.sort()
    tag = "t" if kind is tuple else "l" if kind is list else "s" if kind is set else "z"
    return f'["{tag}",[{",".join(items)}]]'
