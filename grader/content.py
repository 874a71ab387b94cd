"""The files of an exercise by what is in them: which count, and digests that tell two states apart.

Imports next to nothing, since `grader list` is to answer at once.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Stamp = list[list[str | int]]
"""Name, size and times of files: while it stays the same, so do they."""


def read_files(folder: str, patterns: Sequence[str]) -> dict[str, bytes]:
    """The contents of the files that match, by their path inside the folder; what can't be read is
    left out. Patterns are paths, in which `**` stands for any folders."""
    files: dict[str, bytes] = {}
    for pattern in patterns:
        for name in _matching(folder, pattern):
            path = os.path.join(folder, name)
            if not os.path.islink(path) and not is_hidden(name):
                try:
                    with open(path, "rb") as file:
                        files[name.replace(os.sep, "/")] = file.read()
                except OSError:
                    continue
    return files


def is_hidden(name: str) -> bool:
    """Whether a file can't be a module of the student's: editors keep locks and copies so named."""
    return any(part.startswith(".") for part in name.replace(os.sep, "/").split("/"))


def _matching(folder: str, pattern: str) -> Iterator[str]:
    if "*" not in pattern:
        yield pattern
        return
    import glob

    yield from glob.iglob(pattern, root_dir=folder, recursive=True)


def fingerprint(files: Mapping[str, bytes]) -> str:
    """A short digest of files that blank lines, comments and line ends don't change."""
    digest = hashlib.sha256()
    for name in sorted(files):
        lines = [line.rstrip() for line in files[name].splitlines()]
        code = [line for line in lines if line.strip() and not line.strip().startswith(b"#")]
        digest.update(name.encode() + b"\0" + b"\n".join(code) + b"\0")
    return digest.hexdigest()[:16]


def digest_of(files: Mapping[str, bytes]) -> str:
    """A digest of files that any change changes: reports name lines, so comments count."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(b"%d %b %d " % (len(name), name.encode(), len(files[name])) + files[name])
    return digest.hexdigest()


def stamp(*paths: str) -> Stamp:
    """The stamp of files and of what lies directly in folders; missing ones have none."""
    found: Stamp = []
    for path in paths:
        try:
            if os.path.isdir(path):
                with os.scandir(path) as entries:
                    found += [_stamped(entry.path, entry.stat()) for entry in entries]
            else:
                found.append(_stamped(path, os.stat(path)))
        except OSError:
            continue
    return sorted(found, key=lambda one: one[0])


def _stamped(path: str, status: os.stat_result) -> list[str | int]:
    return [path, status.st_size, status.st_mtime_ns, status.st_ctime_ns]
