"""A value is written as Python writes it, and equal values alike."""

import ast
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.written import written

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.binary(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(max_size=2) | st.integers(), inner, max_size=3)
        | st.sets(st.text(max_size=2) | st.integers(), max_size=4)
    ),
    max_leaves=10,
)


@given(PLAIN)
def test_what_is_written_can_be_typed(value: Any) -> None:
    assert eval(written(value)) == value


@given(st.dictionaries(st.text(max_size=3), st.integers(), max_size=5), st.randoms())
def test_the_order_of_a_dict_does_not_show(value: dict[str, int], random: Any) -> None:
    items = list(value.items())
    random.shuffle(items)
    assert written(dict(items)) == written(value)


@pytest.mark.parametrize("value", [(), (1,), [1, "a"], {"a": (2.5, b"x")}, set(), frozenset(), {}])
def test_it_is_what_python_writes(value: Any) -> None:
    assert written(value) == repr(value)


def test_the_members_of_sets_stand_in_order() -> None:
    assert written({"b", "a", "c"}) == "{'a', 'b', 'c'}"
    assert written(frozenset({"b", "a"})) == "frozenset({'a', 'b'})"


def test_an_int_that_python_does_not_write_is_described() -> None:
    assert written([10**5000]) == "[<an int of 16,610 bits>]"
    assert ast.literal_eval(written([10**3000])) == [10**3000]
