"""What the tests of delivery share: the fixture course, published once, and a student's machine.

On that machine neither pytest nor hypothesis is installed, nor anything of this checkout.
"""

import os
import shutil
import subprocess
import sysconfig
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course import Course
from grader.delivery.publish import publish
from grader.run import Options
from tests.conftest import FIXTURE

SALT = bytes(range(16))
NOT_THERE = ("pytest", "_pytest", "hypothesis", "_hypothesis", "underglass", "grader")
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def published(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fixture course as its students get it; not to be changed."""
    folder = tmp_path_factory.mktemp("published") / "repository"
    publish(course, course.exercises, FIXTURE / "solutions", folder, Options(jobs=2), SALT)
    return folder


def python_of(repository: Path) -> Path:
    """The Python of an environment in a repository."""
    return repository / ".venv" / ("Scripts" if os.name == "nt" else "bin") / "python"


def install(repository: Path) -> None:
    """Make an environment in the repository, with its wheel and what that needs."""
    target = repository / ".venv"
    venv.create(target, symlinks=os.name == "posix")
    variables = {"base": str(target), "platbase": str(target)}
    packages = Path(sysconfig.get_path("purelib", "venv", variables))
    for entry in Path(sysconfig.get_path("purelib")).iterdir():
        if not entry.name.startswith(NOT_THERE) and entry.suffix != ".pth":
            put(entry, packages / entry.name)
    (wheel,) = (repository / ".course").glob("*.whl")
    zipfile.ZipFile(wheel).extractall(packages)


def put(entry: Path, target: Path) -> None:
    if os.name == "posix":
        target.symlink_to(entry)
    elif entry.is_dir():
        shutil.copytree(entry, target)
    else:
        shutil.copyfile(entry, target)


@pytest.fixture(scope="session")
def installed(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A student's clone with everything installed; each test puts back what it changes."""
    folder = tmp_path_factory.mktemp("student") / "course"
    shutil.copytree(published, folder)
    install(folder)
    return folder


@pytest.fixture
def student(installed: Path) -> Run:
    """Run `grader` as the student would."""
    python = python_of(installed)

    def run(*arguments: str, cwd: Path = installed) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [str(python), "-m", "grader", *arguments],
            cwd=cwd,
            env={key: value for key, value in os.environ.items() if not key.startswith("PYTHON")},
            capture_output=True,
            encoding="utf-8",
            timeout=240,
            check=False,
        )

    return run
