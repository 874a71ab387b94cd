"""Values survive the way out of a subject, and nothing of a student's is called on it."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.subject.encode import MAX_ANSWER, MAX_DEPTH, MAX_NODES, encode
from grader.wire import Opaque, Value, plain
from tests.test_wire import loads

SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.binary(max_size=20),
    st.text(st.characters(exclude_categories=()), max_size=20),
)  # fmt: skip
HASHABLE = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3).map(tuple), max_leaves=5)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.sets(HASHABLE, max_size=4),
        st.frozensets(HASHABLE, max_size=4),
        st.dictionaries(HASHABLE, inner, max_size=4),
    ),
    max_leaves=20,
)


def exactly(value: object) -> object:
    """A value with its types spelled out: 1, 1.0 and True are equal to Python."""
    if isinstance(value, list | tuple):
        return type(value), [exactly(item) for item in value]
    if isinstance(value, set | frozenset):
        return type(value), {repr(exactly(item)) for item in value}
    if isinstance(value, dict):
        return dict, {repr(exactly(k)): exactly(v) for k, v in value.items()}
    return type(value), repr(value)


def sent(value: object) -> Value:
    return plain(loads(encode(value)))


@given(VALUES)
def test_a_plain_value_comes_back_as_it_was(value: object) -> None:
    assert exactly(sent(value)) == exactly(value)


def test_not_a_number_comes_back() -> None:
    value = sent(float("nan"))
    assert isinstance(value, float)
    assert math.isnan(value)


@given(st.sets(HASHABLE, max_size=6))
def test_a_set_is_written_the_same_in_any_order(values: set[object]) -> None:
    backwards: set[object] = set()
    for value in reversed(list(values)):
        backwards.add(value)
    assert encode(values) == encode(backwards)


@given(st.dictionaries(HASHABLE, SCALARS, max_size=6))
def test_a_dict_is_written_the_same_in_any_order(values: dict[object, object]) -> None:
    assert encode(values) == encode(dict(reversed(values.items())))


class Liar:
    """Everything that could be asked of it lies or fails."""

    __class__ = int  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        raise RuntimeError

    def __repr__(self) -> str:
        raise RuntimeError

    def __iter__(self) -> None:
        raise RuntimeError


class NoisyMeta(type):
    def __eq__(cls, other: object) -> bool:
        return True

    def __getattribute__(cls, name: str) -> object:
        raise RuntimeError(name)


class Noisy(metaclass=NoisyMeta):
    pass


class MyInt(int):
    pass


class MyList(list[int]):
    pass


@pytest.mark.parametrize(
    ("value", "name"),
    [(Liar(), "Liar"), (Noisy(), "Noisy"), (MyInt(3), "MyInt"), (MyList([1]), "MyList"),
     (object(), "object"), (int, "type"), (1j, "complex")],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_is_not_plain_is_opaque_and_never_called(value: object, name: str) -> None:
    assert sent(value) == Opaque(name)


def test_an_opaque_value_stays_in_its_place() -> None:
    assert sent([1, Liar(), (Noisy(),)]) == [1, Opaque("Liar"), (Opaque("Noisy"),)]


def test_a_value_that_holds_itself_is_opaque() -> None:
    endless: list[object] = []
    endless.append(endless)
    assert sent(endless) == Opaque("list", f"nested more than {MAX_DEPTH} deep")


def test_a_value_that_is_too_large_is_opaque() -> None:
    assert sent([0] * (MAX_NODES + 1)) == Opaque("list", f"more than {MAX_NODES} items")


@pytest.mark.parametrize(("value", "unit"), [("x", "characters"), (b"x", "bytes")])
def test_a_text_that_is_too_long_is_not_even_written_down(value: str | bytes, unit: str) -> None:
    assert sent([value * MAX_ANSWER]) == [value * MAX_ANSWER]
    long = value * (MAX_ANSWER + 1)
    assert sent([long]) == Opaque("list", f"{MAX_ANSWER + 1} {unit}")
