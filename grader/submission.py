"""What is taken from a submission: the files that a student edits, as bytes, and nothing else."""

import os
import stat
from pathlib import Path

import msgspec

from grader.content import is_hidden
from grader.course import Exercise
from grader.errors import UsageError

MAX_FILE = 256 * 1024
"""Bytes of one file."""
MAX_FILES = 50


class Submitted(msgspec.Struct, frozen=True):
    """The files of one exercise, by their path inside its folder, and why others were not taken."""

    files: dict[str, bytes]
    refused: tuple[str, ...] = ()


def exercises_of(folder: Path) -> Path:
    """The `exercises/` of a submission. Raises UsageError where there is none."""
    if not folder.is_dir():
        raise UsageError(f"There is no folder {folder}; give --submission a folder that exists.")
    exercises = folder / "exercises"
    if not exercises.is_dir():
        raise UsageError(
            f"{folder} holds no exercises/; go to the folder that does, or name it by --submission."
        )
    return exercises


def read_submitted(exercises: Path, exercise: Exercise) -> Submitted:
    """Read the files of an exercise; links, odd files and files too large are refused."""
    folder = exercises / exercise.id
    files: dict[str, bytes] = {}
    refused: list[str] = []
    for name in sorted(_matching(folder, exercise.patterns)):
        reason = _refusal(folder, name)
        if reason is None and len(files) == MAX_FILES:
            reason = f"is one more than the {MAX_FILES} files that are taken"
        if reason is None:
            files[name] = (folder / name).read_bytes()
        else:
            refused.append(f"{exercise.id}/{name} {reason}")
    return Submitted(files, tuple(refused))


def _matching(folder: Path, patterns: tuple[str, ...]) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for pattern in patterns
        for path in folder.glob(pattern)
        if not path.is_dir() and not is_hidden(path.relative_to(folder).as_posix())
    }


def _refusal(folder: Path, name: str) -> str | None:
    """Why a file isn't taken, or None."""
    path = folder.parent
    for part in (folder.name, *Path(name).parts):
        path = path / part
        if path.is_symlink():
            return "is reached through a link; put the file itself there"
    status = os.lstat(path)
    if not stat.S_ISREG(status.st_mode):
        return "is no ordinary file"
    if status.st_size > MAX_FILE:
        return f"is larger than {MAX_FILE // 1024} KiB"
    return None
