"""A variant has to be another solution, not the same with other names."""

import msgspec
import pytest

from grader.course import Exercise
from grader.proof.candidates import Candidate
from grader.proof.copies import copy_failures, shape
from grader.submission import Submitted
from tests.conftest import SOLUTION

RENAMED = SOLUTION.replace('"""A counter."""', '"""New."""').replace(": int = 0", "=0")
RENAMED = RENAMED.replace("total", "sum_").replace("by", "step")


def test_names_docstrings_and_annotations_are_no_difference() -> None:
    assert RENAMED != SOLUTION
    assert shape(RENAMED) == shape(SOLUTION)


@pytest.mark.parametrize(
    "change",
    [
        ("self.total += by", "self.total = self.total + by"),
        ("print(self.total)", "print(self)"),
        ("start: int = 0", "start: int = 1"),
    ],
)
def test_other_code_is(change: tuple[str, str]) -> None:
    assert shape(SOLUTION.replace(*change)) != shape(SOLUTION)


def test_a_renamed_copy_is_told(counter: Exercise) -> None:
    def candidate(kind: str, path: str, source: str) -> Candidate:
        submitted = Submitted({"counter.py": source.encode()})
        return msgspec.convert(
            {"kind": kind, "exercise": counter, "path": path, "submitted": submitted}, Candidate
        )

    other = SOLUTION.replace("self.total += by", "self.total = self.total + by")
    (failure,) = copy_failures(
        [
            candidate("solution", "solution", SOLUTION),
            candidate("misconception", "wrong", SOLUTION),
            candidate("variant", "other", other),
            candidate("variant", "copy", RENAMED),
        ]
    )
    assert (failure.open, failure.claim) == ("copy", "variants")
    assert failure.what.startswith("it is solution with other names")
