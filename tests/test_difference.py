"""The first difference is found as deep inside as the values are built alike."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.difference import Difference, first_difference
from grader.written import written

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(max_size=2), inner, max_size=3)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("expected", "got", "path", "parts"),
    [
        (1, 2, "", ("1", "2")),
        ([1, 2], (1, 2), "", ("[1, 2]", "(1, 2)")),
        ((1, [2, 3]), (1, [2, 4]), "[1][1]", ("3", "4")),
        ({"a": 1, "b": 2}, {"b": 3, "a": 1}, "['b']", ("2", "3")),
        ([1, 2], [1], "[1]", ("2", None)),
        ([1], [1, 2], "[1]", (None, "2")),
        ({"a": 1}, {"b": 1}, "['a']", ("1", None)),
        ([[1], 2], ["x", 2], "[0]", ("[1]", "'x'")),
    ],
)
def test_the_first_part_that_differs_is_named(
    expected: Any, got: Any, path: str, parts: tuple[str | None, str | None]
) -> None:
    assert first_difference(expected, got) == Difference(path, *parts)


@given(PLAIN, PLAIN)
def test_there_is_a_difference_exactly_where_values_differ(one: Any, other: Any) -> None:
    assert (first_difference(one, other) is None) == (one == other)


@given(PLAIN, PLAIN)
def test_its_path_leads_to_what_it_shows(one: Any, other: Any) -> None:
    found = first_difference(one, other)
    if found is not None and found.expected is not None:
        assert written(eval(f"value{found.path}", {"value": one})) == found.expected
