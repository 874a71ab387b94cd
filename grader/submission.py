"""What is taken from a submission: the files that a student edits, as bytes, and nothing else.

A submission is hostile: a file may be a link, a pipe or a device, endless, or become one of these
while it is looked at. So each is reached folder by folder without following a link, looked at again
once it is open, and read up to a limit.
"""

import contextlib
import itertools
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import msgspec

from grader.content import is_hidden
from grader.course import Exercise
from grader.errors import UsageError
from grader.language import _

MAX_FILE = 256 * 1024
"""Bytes of one file."""
MAX_FILES = 50
MOST_LOOKED_AT = 1_000
"""Files whose names match; what comes after them is not looked at."""
NO_FOLDER = "There is no folder {folder}; give --submission a folder that exists."
NO_EXERCISES = (
    "{folder} holds no exercises/; go to the folder that does, or name it by --submission."
)
LINK = "is reached through a link; put the file itself there"
ODD = "is no ordinary file"
TOO_LARGE = "is larger than {limit} KiB"
TOO_MANY = "is one more than the {limit} files that are taken"
ODD_NAME = "has a name that is no readable text; rename it"
UNREADABLE = "can't be read ({reason})"
WITHOUT_WAITING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Submitted(msgspec.Struct, frozen=True):
    """The files of one exercise, by their path inside its folder, and why others were not taken."""

    files: dict[str, bytes]
    refused: tuple[str, ...] = ()


def exercises_of(folder: Path) -> Path:
    """The `exercises/` of a submission. Raises UsageError where there is none."""
    if not folder.is_dir():
        raise UsageError(_(NO_FOLDER).format(folder=folder))
    exercises = folder / "exercises"
    if not exercises.is_dir():
        raise UsageError(_(NO_EXERCISES).format(folder=folder))
    return exercises


def read_submitted(exercises: Path, exercise: Exercise) -> Submitted:
    """Read the files of an exercise; links, odd files and files too large are refused."""
    files: dict[str, bytes] = {}
    refused: list[str] = []
    for name in sorted(_matching(os.path.join(exercises, exercise.id), exercise.patterns)):
        try:
            if len(files) == MAX_FILES:
                raise _Refused(_(TOO_MANY).format(limit=MAX_FILES))
            files[name] = _read(exercises, (exercise.id, *name.split("/")))
        except _Refused as reason:
            refused.append(f"{exercise.id}/{_shown(name)} {reason}")
            if len(refused) == MAX_FILES:
                break
    return Submitted(files, tuple(refused))


class _Refused(Exception):
    """A file isn't taken; the text says why."""


def _matching(folder: str, patterns: tuple[str, ...]) -> set[str]:
    """The files and links that match, by their path inside the folder."""
    matching = itertools.chain.from_iterable(_there(folder, pattern) for pattern in patterns)
    return {
        name
        for name in itertools.islice(matching, MOST_LOOKED_AT)
        if not is_hidden(name)
        if os.path.islink(path := os.path.join(folder, name)) or not os.path.isdir(path)
    }


def _there(folder: str, pattern: str) -> Iterator[str]:
    """All that a pattern matches; a plain name needs no search."""
    if any(sign in pattern for sign in "*?["):
        yield from (path.relative_to(folder).as_posix() for path in Path(folder).glob(pattern))
    elif os.path.lexists(os.path.join(folder, pattern)):
        yield pattern


def _shown(name: str) -> str:
    """A file's name on one line that any reporter can write."""
    return name if name.isprintable() else ascii(name)[1:-1]


def _read(exercises: Path, parts: tuple[str, ...]) -> bytes:
    """The bytes of a file below `exercises`. Raises _Refused."""
    if not "".join(parts).isprintable():
        raise _Refused(_(ODD_NAME))
    try:
        with _opened(exercises, parts) as descriptor:
            _look_at(os.fstat(descriptor))
            with open(descriptor, "rb", closefd=False) as file:
                content = file.read(MAX_FILE + 1)
    except OSError as reason:
        raise _Refused(_(UNREADABLE).format(reason=reason.strerror)) from None
    if len(content) > MAX_FILE:
        raise _Refused(_(TOO_LARGE).format(limit=MAX_FILE // 1024))
    return content


def _look_at(status: os.stat_result) -> None:
    """Refuse what can be told without opening it."""
    if stat.S_ISLNK(status.st_mode):
        raise _Refused(_(LINK))
    if not stat.S_ISREG(status.st_mode):
        raise _Refused(_(ODD))
    if status.st_size > MAX_FILE:
        raise _Refused(_(TOO_LARGE).format(limit=MAX_FILE // 1024))


def _opened(exercises: Path, parts: tuple[str, ...]) -> contextlib.AbstractContextManager[int]:
    return _by_folders(exercises, parts) if can_go_by_folders() else _by_path(exercises, parts)


def can_go_by_folders() -> bool:
    """Whether this system opens a file relative to an open folder; Windows doesn't."""
    return os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")


@contextlib.contextmanager
def _by_folders(exercises: Path, parts: tuple[str, ...]) -> Iterator[int]:
    """Open a file so that nobody can put a link in the way meanwhile."""
    opened: list[int] = []

    def open_in(name: str | Path, flags: int, folder: int | None) -> int:
        opened.append(os.open(name, flags | os.O_NOFOLLOW, dir_fd=folder))
        return opened[-1]

    try:
        here: int | None = None
        folders: tuple[str | Path, ...] = (exercises, *parts[:-1])
        for name in folders:
            status = os.stat(name, dir_fd=here, follow_symlinks=False)
            if stat.S_ISLNK(status.st_mode):
                raise _Refused(_(LINK))
            here = open_in(name, os.O_RDONLY | os.O_DIRECTORY, here)
        status = os.stat(parts[-1], dir_fd=here, follow_symlinks=False)
        _look_at(status)  # before it is opened: a device acts when it is
        yield open_in(parts[-1], WITHOUT_WAITING, here)
    finally:
        for descriptor in opened:
            os.close(descriptor)


@contextlib.contextmanager
def _by_path(exercises: Path, parts: tuple[str, ...]) -> Iterator[int]:
    """Open a file that was no link when it was looked at, nor was a folder above it."""
    path = exercises
    for part in ("", *parts):
        path = path / part
        if path.is_symlink():
            raise _Refused(_(LINK))
    before = os.lstat(path)
    _look_at(before)
    descriptor = os.open(path, WITHOUT_WAITING)
    try:
        if not os.path.samestat(before, os.fstat(descriptor)):
            raise _Refused(_(LINK))
        yield descriptor
    finally:
        os.close(descriptor)
