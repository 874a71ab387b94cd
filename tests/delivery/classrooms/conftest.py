"""What the tests of delivery share: the fixture course, published once, and a student's machine.

On that machine neither pytest nor hypothesis is installed, nor anything of this checkout.
"""

import os
import shutil
import subprocess
import sysconfig
import venv
import zipfile
"""A repository of the fixture course as a student gets it, made once, and clones of it."""
"""Clones of the published fixture course, as a student and a classroom's CI have them."""

import importlib.util
import json
import shutil
import subprocess
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.course import Course
from grader.delivery.publish import publish
from grader.run import Options
from tests.conftest import FIXTURE

SALT = bytes(range(16))
NOT_THERE = ("pytest", "_pytest", "hypothesis", "_hypothesis", "underglass", "grader")
Run = Callable[..., "subprocess.CompletedProcess[str]"]
from grader.delivery.surroundings import surroundings
from tests.conftest import FIXTURE

ROOT = Path(__file__).parents[3]
PROJECT = """\
[project]
name = "fixture-course"
version = "1"
requires-python = ">=3.11"
[project.scripts]
grader = "fixture_grader:main"
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[tool.hatch.build.targets.wheel]
packages = ["fixture_grader.py"]
[tool.hatch.build.targets.wheel.force-include]
"fixture.pth" = "fixture.pth"
"""
"""The grader is this checkout's, with the fixture course."""
PATHS = f"{ROOT}\n{sysconfig.get_path('purelib')}\n"
GRADER = f"""\
import sys
from grader.cli import main as grader
def main():
    command, *rest = sys.argv[1:] or ["run"]
    grader([command, "--course", {json.dumps(str(FIXTURE))}, *rest])
"""
Clone = Callable[[str], Path]


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
    """A student repository with its single commit."""
    folder = tmp_path_factory.mktemp("published") / "repository"
@pytest.fixture(scope="package", autouse=True)
def one_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """All clones are installed into one environment: the first installs what they share."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("UV_PROJECT_ENVIRONMENT", str(tmp_path_factory.mktemp("environment") / "venv"))
        yield


@pytest.fixture(scope="package")
def committed(
    request: pytest.FixtureRequest, course: Course, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The published repository with its single commit."""
    folder = tmp_path_factory.mktemp("committed") / "repository"
    if importlib.util.find_spec("grader.delivery.publish"):
        shutil.copytree(request.getfixturevalue("published"), folder)
    else:
        put_together(course, folder)
    git(folder, "init", "--quiet", "--initial-branch", "main")
    git(folder, "add", "--all")
    git(folder, "-c", "user.name=X", "-c", "user.email=x@x", "commit", "--quiet", "-m", "Course")
    return folder


def put_together(course: Course, folder: Path) -> None:
    """A repository by hand, for as long as `grader publish` isn't there."""
    shutil.copytree(FIXTURE / "exercises", folder / "exercises")
    files = {
        "pyproject.toml": PROJECT,
        "fixture_grader.py": GRADER,
        "fixture.pth": PATHS,
        ".gitignore": ".venv/\n",
    }
    for name, text in (surroundings(course) | files).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, timeout=60)


@pytest.fixture
def clone(committed: Path, tmp_path: Path) -> Clone:
    """A fresh clone; `"solved"` has the solutions in it."""

    def cloned(state: str) -> Path:
        folder = tmp_path / state
        git(tmp_path, "clone", "--quiet", str(committed), str(folder))
        if state == "solved":
            shutil.copytree(FIXTURE / "solutions", folder / "exercises", dirs_exist_ok=True)
        return folder

    return cloned
