"""Every small change of a solution is refused, or listed with a reason."""

from pathlib import Path

import pytest

from grader.errors import CourseError, GraderError
from grader.proof.mutants import change, mutated, read_equivalents
from tests.proof.conftest import Prove

ERROR_TEXT = 'raise TypeError("count in whole numbers")'
LISTED = f"""
[[equivalent]]
was = '{ERROR_TEXT}'
now = [
  'raise TypeError(None)',
  'raise TypeError("XXcount in whole numbersXX")',
  'raise TypeError("COUNT IN WHOLE NUMBERS")',
]
why = "The task fixes no text."
"""


@pytest.fixture
def listed(root: Path) -> Path:
    path = root / "grader/mutants/counter.toml"
    path.parent.mkdir()
    path.write_text(LISTED)
    return path


def test_mutants_are_refused_or_listed(prove: Prove, listed: Path) -> None:
    proof = prove(mutants=True)
    assert proof.failures == ()
    count = proof.rows[0].mutants
    assert count is not None
    assert (count.equivalent, count.refused + count.equivalent) == (3, count.all)
    assert count.refused > 5


def test_a_survivor_that_isnt_listed_is_told(root: Path, prove: Prove) -> None:
    failures = prove(mutants=True).failures
    assert {failure.claim for failure in failures} == {"mutants"}
    assert {failure.open for failure in failures} == {str(root / "solutions/counter/counter.py")}
    assert any(f"`{ERROR_TEXT}` becomes `raise TypeError(None)`" in f.what for f in failures)


def test_a_listed_mutant_that_is_refused_is_told(prove: Prove, listed: Path) -> None:
    listed.write_text(
        LISTED.replace('TypeError(None)"', 'TypeError(None)"')
        + LISTED.replace(f"was = '{ERROR_TEXT}'", "was = 'print(self.total)'").replace(
            "TypeError(None)", "print(None)"
        )
    )
    failures = prove(mutants=True).failures
    assert {failure.open for failure in failures} == {str(listed)}
    assert any("`print(self.total)`" in failure.what for failure in failures)


def test_every_change_is_a_line_before_and_after() -> None:
    source = "def f(a):\n    return a + 1\n"
    changes = [change(source, code) for code in mutated(source)]
    assert (2, "return a + 1", "return a - 1") in changes
    assert (2, "return a + 1", "return a + 2") in changes


def test_annotations_are_left_alone() -> None:
    assert list(mutated("def f(a: 'int') -> 'list[int, 3]': ...\n")) == []


def test_a_list_that_cant_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text("[[equivalent]]\nwas = 'a'\nnow = ['b']\n")
    with pytest.raises(CourseError, match=r"x\.toml can't be read"):
        read_equivalents(path)


def test_without_the_tool_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "mutmut.mutation.mutators", None)
    with pytest.raises(GraderError, match="uv sync"):
        list(mutated("x = 1\n"))
