"""Clones of the published fixture course, as a student and a classroom's CI have them."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.delivery import repository
from tests.conftest import FIXTURE

ROOT = Path(__file__).parents[3]
Clone = Callable[[str], Path]


@pytest.fixture(scope="package")
def committed(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published repository with its single commit."""
    folder = tmp_path_factory.mktemp("committed") / "repository"
    shutil.copytree(published, folder)
    repository.commit(folder, "Course", "course@localhost")
    return folder


@pytest.fixture
def clone(committed: Path, tmp_path: Path) -> Clone:
    """A fresh clone; `"solved"` has the solutions in it."""

    def cloned(state: str) -> Path:
        folder = tmp_path / state
        command = ["git", "clone", "--quiet", str(committed), str(folder)]
        subprocess.run(command, check=True, timeout=60)
        if state == "solved":
            shutil.copytree(FIXTURE / "solutions", folder / "exercises", dirs_exist_ok=True)
        return folder

    return cloned
