"""Putting a stub back, and keeping what the student wrote.

    pristine(course, exercises, exercise) → the stub's files, from the course or from git's history
    reset(exercises, exercise, stub, today) → where the student's files are kept

A single file is kept beside the stub, as `arithmetic.py.2026-11-25.bak`; a tree in a folder of that
kind. Neither can be imported, and neither is taken from a submission. Nothing is ever overwritten.
"""

import datetime
import itertools
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from grader.content import fingerprint, read_files
from grader.course import Course, Exercise
from grader.errors import UsageError
from grader.language import _

UNTOUCHED = "{id} is the untouched stub already."
NO_STUB = (
    "No untouched copy of {id} was found, neither in the course nor in git's history. Get its stub "
    "from where you got the course; nothing of yours was changed."
)
FAILED = "{path} could not be written ({reason}). What you wrote is in {kept}."
LONGEST_HISTORY = 500
"""Commits that are looked through."""


def is_untouched(exercises: Path, exercise: Exercise) -> bool:
    files = read_files(str(exercises / exercise.id), exercise.patterns)
    return fingerprint(files) == exercise.entry.stub


def pristine(course: Course, exercises: Path, exercise: Exercise) -> Mapping[str, bytes]:
    """The files of the stub. Raises UsageError where there is no copy that is surely untouched."""
    packed = read_files(exercise.folder, exercise.patterns)
    for files in itertools.chain([packed], _from_git(exercises / exercise.id, exercise)):
        if files and fingerprint(files) == exercise.entry.stub:
            return files
    raise UsageError(_(NO_STUB).format(id=exercise.id))


def _from_git(folder: Path, exercise: Exercise) -> Iterator[Mapping[str, bytes]]:
    """The files of the exercise as each commit that touched them has them, newest first."""
    if not folder.parent.is_dir():
        return
    commits = _git(folder.parent, "log", f"-{LONGEST_HISTORY}", "--format=%H", "--", exercise.id)
    for commit in commits.decode().split():
        listed = _git(folder.parent, "ls-tree", "-rz", "--name-only", commit, f"{exercise.id}/")
        names = [name.decode("utf-8", "replace") for name in listed.split(b"\0") if name]
        inside = [name.partition("/")[2] for name in names]
        wanted = [name for name in inside if _is_taken(name, exercise)]
        yield {
            name: _git(folder.parent, "show", f"{commit}:./{exercise.id}/{name}") for name in wanted
        }


def _is_taken(name: str, exercise: Exercise) -> bool:
    import fnmatch

    return any(
        fnmatch.fnmatchcase(name, kind)
        for pattern in exercise.patterns
        for kind in (pattern, pattern.replace("**/", ""))
    )


def _git(folder: Path, *arguments: str) -> bytes:
    """What git says; nothing where there is no git, or no repository."""
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=folder, capture_output=True, check=False, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return b""
    return done.stdout if done.returncode == 0 else b""


def reset(
    exercises: Path, exercise: Exercise, stub: Mapping[str, bytes], today: datetime.date
) -> Path | None:
    """Put the stub in the place of the student's files; where these are kept, if there were any.

    Raises UsageError when something can't be written; then all that was there is still there.
    """
    folder = exercises / exercise.id
    kept: Path | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        kept = _keep_tree(folder, exercise, today) if exercise.entry.files else None
        kept = kept or _keep_file(folder / exercise.patterns[0], today)
        for name, content in stub.items():
            _write(folder / name, content)
    except OSError as reason:
        place = kept or folder
        message = _(FAILED).format(path=folder, reason=reason.strerror or reason, kept=place)
        raise UsageError(message) from None
    return kept


def _keep_file(path: Path, today: datetime.date) -> Path | None:
    if not os.path.lexists(path):
        return None
    kept = _free_name(path, today)
    path.rename(kept)
    return kept


def _keep_tree(folder: Path, exercise: Exercise, today: datetime.date) -> Path | None:
    """Copy the whole exercise, then take away the files that a student edits."""
    edited = [path for pattern in exercise.patterns for path in folder.glob(pattern)]
    if not edited:
        return None
    kept = _free_name(folder / exercise.id, today)
    shutil.copytree(
        folder, kept, symlinks=True, ignore=shutil.ignore_patterns("__pycache__", "*.bak")
    )
    for path in edited:
        if path.is_symlink() or not path.is_dir():
            path.unlink()
    return kept


def _free_name(path: Path, today: datetime.date) -> Path:
    """A name beside a path that nothing has yet."""
    for number in itertools.count(1):
        more = "" if number == 1 else f"-{number}"
        name = path.with_name(f"{path.name}.{today.isoformat()}{more}.bak")
        if not os.path.lexists(name):
            return name
    raise AssertionError


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.new")
    temporary.write_bytes(content)
    temporary.replace(path)
