"""A submission's files wherever they lie: in a folder, or in an archive that is never unpacked.

A tree only lists and reads, within bounds; nothing of it is ever written to disk. What an archive
says of itself is not believed: names that are absolute or climb with `..` are nobody's files,
links and encrypted members are named as such, and no member is read beyond what is asked for.
"""

import io
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Literal, Protocol, cast

import msgspec

from grader.course import Exercise
from grader.submission import MAX_FILE, MAX_FILES, Submitted, read_submitted

MAX_ARCHIVE = 64 * 1024**2
"""Bytes of one student's archive."""
MAX_DIRECTORY = 4 * 1024**2
"""Bytes of an archive's list of members, which is read whole."""
MAX_ENTRIES = 20_000
"""Files and folders of one submission that are looked at."""
MAX_DEPTH = 6
"""Folders below a submission's own in which its work is looked for."""
PASSED_OVER = {"__MACOSX", "__pycache__", "node_modules", "site-packages", "venv", "env"}
"""Folders that nobody wrote by hand; hidden ones are passed over as well."""

BROKEN = "is a broken archive ({why}); ask for it again"
ENCRYPTED = "is encrypted; ask for it without a password"
TOO_LARGE = "is larger than {limit} MiB; ask for the exercises/ folder alone"
TOO_MANY_FILES = "is one more than the {limit} files that are taken"
TOO_MANY = "holds more than {limit:,} files; ask for the exercises/ folder alone"

Kind = Literal["file", "link", "odd"]


class Unusable(Exception):
    """Nothing can be taken from here; the text says why, as the end of a sentence."""

    def __init__(self, outcome: Literal["unreadable", "too_large"], reason: str) -> None:
        super().__init__(reason)
        self.outcome = outcome
        self.reason = reason


class Entry(msgspec.Struct, frozen=True):
    """One file."""

    path: str
    """Relative to the tree, with forward slashes."""
    kind: Kind
    size: int


class Tree(Protocol):
    def entries(self) -> Sequence[Entry]:
        """All files, in the order of their paths. Raises Unusable."""

    def submitted(self, root: str, exercise: Exercise) -> Submitted:
        """What is taken for an exercise from the tree's folder `root`, which is an `exercises/`."""

    def read(self, path: str, limit: int) -> bytes:
        """The first `limit` bytes of a file that `entries` named. Raises Unusable."""


class FolderTree:
    """A folder. Links are listed, never followed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def entries(self) -> Sequence[Entry]:
        found: list[Entry] = []
        for entry in self._walk(str(self._folder), "", 0):
            found.append(entry)
            if len(found) > MAX_ENTRIES:
                raise Unusable("too_large", TOO_MANY.format(limit=MAX_ENTRIES))
        return sorted(found, key=lambda entry: entry.path)

    def _walk(self, folder: str, prefix: str, depth: int) -> Iterator[Entry]:
        try:
            with os.scandir(folder) as listed:
                inside = list(listed)
        except OSError as reason:
            raise Unusable(
                "unreadable", f"can't be read ({reason.strerror}); look at its permissions"
            ) from None
        for item in inside:
            path = prefix + item.name
            if item.is_symlink():
                yield Entry(path, "link", 0)
            elif item.is_dir(follow_symlinks=False):
                if depth < MAX_DEPTH and is_looked_into(item.name):
                    yield from self._walk(item.path, path + "/", depth + 1)
            else:
                status = item.stat(follow_symlinks=False)
                yield Entry(path, "file" if stat.S_ISREG(status.st_mode) else "odd", status.st_size)

    def submitted(self, root: str, exercise: Exercise) -> Submitted:
        return read_submitted(self._folder / root, exercise)

    def read(self, path: str, limit: int) -> bytes:
        try:
            with open(self._folder / path, "rb") as file:
                return file.read(limit)
        except OSError as reason:
            raise Unusable("unreadable", f"can't be read ({reason.strerror})") from None


class ZipTree:
    """A zip archive, read in place."""

    def __init__(self, file: BinaryIO) -> None:
        try:
            self._archive = zipfile.ZipFile(cast(BinaryIO, Bounded(file)))
        except (zipfile.BadZipFile, NotImplementedError, struct.error, ValueError) as why:
            raise Unusable("unreadable", BROKEN.format(why=str(why).rstrip("."))) from None
        if len(self._archive.filelist) > MAX_ENTRIES:
            raise Unusable("too_large", TOO_MANY.format(limit=MAX_ENTRIES))
        self._members: dict[str, zipfile.ZipInfo] = {}
        self._twice: set[str] = set()
        for member in self._archive.filelist:
            self._add(member)

    def _add(self, member: zipfile.ZipInfo) -> None:
        path = inside_name(member.filename)
        if path is None or member.is_dir():
            return
        if path in self._members:
            self._twice.add(path)
        self._members[path] = member

    def entries(self) -> Sequence[Entry]:
        looked_at = (p for p in self._members if all(map(is_looked_into, p.split("/")[:-1])))
        return [
            Entry(path, self._kind(path), self._members[path].file_size)
            for path in sorted(looked_at)
        ]

    def _kind(self, path: str) -> Kind:
        mode = self._members[path].external_attr >> 16
        if stat.S_ISLNK(mode):
            return "link"
        return "file" if stat.S_IFMT(mode) in (0, stat.S_IFREG) else "odd"

    def submitted(self, root: str, exercise: Exercise) -> Submitted:
        """As `read_submitted` takes files from a folder."""
        files: dict[str, bytes] = {}
        refused: list[str] = []
        for entry in self._of(root, exercise):
            name = entry.path[len(root) + 1 if root else 0 :].removeprefix(f"{exercise.id}/")
            try:
                if len(files) == MAX_FILES:
                    raise Unusable("too_large", TOO_MANY_FILES.format(limit=MAX_FILES))
                files[name] = self._content(entry)
            except Unusable as why:
                refused.append(f"{exercise.id}/{name} {why.reason}")
        return Submitted(files, tuple(refused))

    def _of(self, root: str, exercise: Exercise) -> list[Entry]:
        """The members that are an exercise's files, or links on the way to them."""
        folder = f"{root}/{exercise.id}" if root else exercise.id
        wanted = [pattern_of(f"{folder}/{pattern}") for pattern in exercise.patterns]
        return [
            entry
            for entry in self.entries()
            if any(pattern.fullmatch(entry.path) for pattern in wanted)
            or (entry.kind == "link" and f"{entry.path}/".startswith(f"{folder}/"))
        ]

    def _content(self, entry: Entry) -> bytes:
        if entry.kind == "link":
            raise Unusable("unreadable", "is reached through a link; put the file itself there")
        if entry.kind == "odd":
            raise Unusable("unreadable", "is no ordinary file")
        content = self.read(entry.path, MAX_FILE + 1)
        if len(content) > MAX_FILE:
            raise Unusable("too_large", f"is larger than {MAX_FILE // 1024} KiB")
        return content

    def read(self, path: str, limit: int) -> bytes:
        member = self._members[path]
        if path in self._twice:
            raise Unusable("unreadable", "is in the archive more than once; keep the right one")
        if member.flag_bits & 0x1:
            raise Unusable("unreadable", ENCRYPTED)
        try:
            with self._archive.open(member) as file:
                return file.read(limit)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as why:
            raise Unusable("unreadable", BROKEN.format(why=str(why).rstrip("."))) from None
        except (struct.error, ValueError, RuntimeError, IndexError, MemoryError) as why:
            raise Unusable("unreadable", BROKEN.format(why=type(why).__name__)) from None


class Bounded(io.RawIOBase):
    """A file of which nothing large is read at once: an archive's list of members is."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file

    def read(self, size: int = -1) -> bytes:
        if size > MAX_DIRECTORY:
            raise Unusable("too_large", TOO_MANY.format(limit=MAX_ENTRIES))
        return self._file.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True


def inner_archive(tree: Tree, entry: Entry) -> ZipTree:
    """An archive inside a tree. Raises Unusable."""
    if entry.size > MAX_ARCHIVE:
        raise Unusable("too_large", TOO_LARGE.format(limit=MAX_ARCHIVE // 1024**2))
    content = tree.read(entry.path, MAX_ARCHIVE + 1)
    if len(content) > MAX_ARCHIVE:
        raise Unusable("too_large", TOO_LARGE.format(limit=MAX_ARCHIVE // 1024**2))
    return ZipTree(io.BytesIO(content))


def pattern_of(pattern: str) -> re.Pattern[str]:
    """A pattern of `course.toml`, as `pathlib` understands it: `**/` is any number of folders."""
    parts = re.split(r"(\*\*/|\*|\?)", pattern)
    meaning = {"**/": "(?:[^/]+/)*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(meaning.get(part, re.escape(part)) for part in parts))


def is_looked_into(folder: str) -> bool:
    """Whether a folder of this name may hold a student's work."""
    return not folder.startswith(".") and folder not in PASSED_OVER


def inside_name(name: str) -> str | None:
    """The path of an archive's member; None for one that would lie outside.

    Windows' own archives once had backslashes.
    """
    path = name.replace("\\", "/")
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if path.startswith("/") or ".." in parts or not parts or re.match(r"[A-Za-z]:", path):
        return None
    return "/".join(parts)
