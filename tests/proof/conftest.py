"""What the tests of the proof share: a copy of the fixture course, and its proof."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course import load_course
from grader.proof.verify import Proof, verify
from grader.run import Options
from tests.conftest import FIXTURE

Prove = Callable[..., Proof]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The fixture course, to be changed."""
    shutil.copytree(FIXTURE, tmp_path / "course")
    return tmp_path / "course"


@pytest.fixture
def prove(root: Path) -> Prove:
    """The proof of the course's counter as its files are now."""

    def proved(*, mutants: bool = False, update: bool = False, repeat: int = 0) -> Proof:
        course = load_course(root / "exercises", root / "grader")
        return verify(
            course,
            course.select(["counter"]),
            root / "solutions",
            Options(jobs=2),
            mutants=mutants,
            update=update,
            repeat=repeat,
        )

    return proved
