"""The judge takes apart what a subject sends, and calls everything else garbage."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.wire import Answer, Frame, Garbage, Raised, decode, plain

GOOD = {"id": 7, "kind": "value", "value": ["t", [1, "x"]], "output": "hi\n", "lost": 0}
ERROR = {"type": "TypeError", "own": "Mine", "text": "no", "cut": 0, "frames": [["c.py", 3, "f"]]}


def loads(text: str) -> object:
    return json.loads(text)


def frame(**changes: object) -> bytes:
    return json.dumps(GOOD | changes).encode()


def test_an_answer_is_read() -> None:
    written = b'["t", [1, "x"]]'
    assert decode(frame(), 7) == Answer("value", (1, "x"), None, "hi\n", 0, written=written)


def test_an_exception_is_read() -> None:
    answer = decode(frame(kind="raised", value=None, error=ERROR), 7)
    assert answer.error == Raised("TypeError", "Mine", "no", 0, (Frame("c.py", 3, "f"),))


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b"null", b"[]", b"\xff\xfe", b"[" * 100_000, frame(id=8), frame(id="7"),
        frame(kind="passed"), frame(extra=1), frame(output=None), frame(kind="raised"),
        frame(kind="raised", error={**ERROR, "frames": [["c.py", "3", "f"]]}),
        frame(kind="raised", error={**ERROR, "text": 5}),
        frame(value=1.5), frame(value={}), frame(value=[]), frame(value=["?", 1]),
        frame(value=["t"]), frame(value=["t", 5]), frame(value=["i", "zz"]), frame(value=["f", 1]),
        frame(value=["s", [["l", []]]]), frame(value=["d", [[["l", []], 1]]]),
        frame(value=["d", [[1]]]), frame(value=["b", "0"]), frame(value=["o", 1, 2]),
        frame(value=["u", "ff"]),
    ],
)  # fmt: skip
def test_anything_else_is_garbage(data: bytes) -> None:
    with pytest.raises(Garbage):
        decode(data, 7)


TREES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.tuples(st.sampled_from("fiubtlszdo"), inner).map(list),
        st.dictionaries(st.text(max_size=3), inner, max_size=3),
    ),
    max_leaves=15,
)


@given(TREES)
def test_no_tree_does_more_than_be_garbage(tree: object) -> None:
    try:
        plain(json.loads(json.dumps(tree)))
    except (Garbage, ValueError, TypeError, OverflowError):
        return


@given(st.binary(max_size=200))
def test_no_bytes_do_more_than_be_garbage(data: bytes) -> None:
    with pytest.raises(Garbage):
        decode(data, 7)
