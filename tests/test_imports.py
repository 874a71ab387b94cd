"""What is the student's is forgotten between cases, and nothing else is."""

import sys
import types

import pytest

from grader.subject.imports import forget

THEIRS = ("own_tree", "own_tree.branch", "own_tree.branch.leaf", "own_counter")
OTHERS = ("own_trees", "own_tree_house.branch", "library.own_tree", "own")


@pytest.fixture(autouse=True)
def _modules(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [*THEIRS, *OTHERS]:
        monkeypatch.setitem(sys.modules, name, types.ModuleType(name))


def test_their_modules_are_forgotten_with_all_below_them_and_no_others() -> None:
    before = list(sys.modules)
    forget(("own_tree", "own_counter"))
    assert [name for name in before if name not in sys.modules] == [
        name for name in before if name in THEIRS
    ]


def test_what_lies_below_a_package_that_was_taken_out_is_forgotten() -> None:
    del sys.modules["own_tree"]
    forget(("own_tree",))
    assert not {"own_tree.branch", "own_tree.branch.leaf"} & sys.modules.keys()


def test_what_was_never_loaded_is_no_error() -> None:
    before = list(sys.modules)
    forget(("own_unknown",))
    assert list(sys.modules) == before
