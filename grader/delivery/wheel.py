"""The wheel of a student's grader: built by hatchling from a staged package, without a network.

Its version ends in a digest of what is in it, so that uv installs a wheel that was published anew,
and the same content is the same file.
"""

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

from grader.errors import GraderError

NAME = "underglass"
JUDGES_OWN = ("hypothesis", "pytest", "pytest-timeout")
"""What the checks need, and who grades by a key doesn't."""
EPOCH = "1767225600"
"""The date of all files in the wheel: 2026-01-01."""
BUILD = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
NO_TOOL = (
    "publish builds a wheel with hatchling, which can't be used here ({reason}); `uv sync` in a "
    "checkout brings it."
)
PROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "{name}"
version = "{version}"
description = "The grader of the course “{course}”, for students."
license = "MIT"
requires-python = "{python}"
dependencies = [
{dependencies}]

[project.scripts]
grader = "grader.cli:main"

[tool.hatch.build.targets.wheel]
packages = ["grader"]
artifacts = ["*"]
"""


def build_wheel(folder: Path, course: str, destination: Path) -> Path:
    """Build the wheel of the package `folder/grader`. Raises GraderError."""
    project = PROJECT.format(
        name=NAME,
        version=f"{metadata.version(NAME)}+k{_digest(folder)}",
        course=course.replace('"', "'"),
        python=python(),
        dependencies="".join(f'  "{one}",\n' for one in requirements()),
    )
    (folder / "pyproject.toml").write_text(project, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(destination.resolve())],
        cwd=folder,
        env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        reason = done.stderr.strip().splitlines()[-1:] or ["no reason given"]
        raise GraderError(NO_TOOL.format(reason=reason[0]))
    (wheel,) = destination.glob(f"{NAME}-*.whl")
    return wheel


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()} {len(content)} ".encode() + content)
    return digest.hexdigest()[:12]


def python() -> str:
    """The Pythons that a student's grader runs on."""
    return metadata.metadata(NAME)["Requires-Python"]


def requirements() -> list[str]:
    """What a student's grader requires."""
    return sorted(str(one) for one in _required(NAME) if one.name not in JUDGES_OWN)


def pins() -> Mapping[str, str]:
    """The versions that are installed here of all that a student's grader needs."""
    found: dict[str, str] = {}
    waiting = [Requirement(text).name for text in requirements()]
    while waiting:
        name = _normal(waiting.pop())
        if name in found:
            continue
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:  # for another system than this
            continue
        waiting += [one.name for one in _required(name)]
    return dict(sorted(found.items()))


def _required(name: str) -> Iterator[Requirement]:
    """What a distribution requires, but for its extras."""
    for text in metadata.requires(name) or ():
        requirement = Requirement(text)
        if "extra" not in str(requirement.marker or ""):
            yield requirement


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
