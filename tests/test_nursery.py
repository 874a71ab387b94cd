"""Servers that share loaded libraries."""

from collections.abc import Iterator

import pytest

from grader.launch import can_fork, launcher
from grader.nursery import Nursery
from grader.patience import Patience
from grader.probe import exchange
from grader.subject.loop import Request, Setup
from grader.wire import Answer

pytestmark = pytest.mark.skipif(not can_fork(), reason="this system can't fork")
LOADED = "sorted({'colorsys', 'wave'} & set(__import__('sys').modules))"


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    with Nursery() as started:
        yield started


def answer(nursery: Nursery, libraries: tuple[str, ...], source: str, **variables: str) -> object:
    """The value of an expression in a subject with these libraries."""
    start = launcher(libraries, portable=False, nursery=nursery, variables=variables)
    try:
        process = start.start(Setup(start.place({}), None, (), "", ()))
        said = exchange(process, Request(1, True, "ask", source, {}), Patience())
    finally:
        start.close()
    assert isinstance(said, Answer)
    return said.value


def test_a_subject_has_the_libraries_that_are_named_and_no_others(nursery: Nursery) -> None:
    assert answer(nursery, ("colorsys", "wave"), LOADED) == ["colorsys", "wave"]
    assert answer(nursery, ("colorsys",), LOADED) == ["colorsys"]
    assert answer(nursery, ("wave",), LOADED) == ["wave"]
    assert answer(nursery, (), LOADED) == []


def test_a_subject_has_the_environment_of_its_own_launcher(nursery: Nursery) -> None:
    source = "__import__('os').environ.get('OWN')"
    assert answer(nursery, (), source, OWN="1") == "1"
    assert answer(nursery, (), source) is None
