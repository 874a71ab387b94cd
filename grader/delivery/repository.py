"""The files of a student repository: written anew, or brought up to date around a student's work.

`.course/published.json` lists what was published, with digests: by it a later publish knows which
files are its own, and which of the student's are still as they got them.
"""

import hashlib
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import msgspec

from grader.errors import GraderError, UsageError

MANIFEST = ".course/published.json"
NOT_OURS = (
    "{folder} holds files that `grader publish` didn't write. Name a folder that is new or empty, "
    "or one that was published before."
)
OTHER_COURSE = (
    "{folder} was published from the course “{found}”, and this is “{own}”. Name another folder."
)
UNREADABLE = (
    "{path} can't be read: {reason}. Get it back (`git checkout`), or publish into a new folder."
)
NOT_WRITTEN = "{path} can't be written ({reason}); name another folder, or give yourself the right."
HAS_HISTORY = (
    "{folder} is a git repository already. Leave --git out, look at what has changed and commit it "
    "yourself."
)
NO_GIT = "--git needs the program git, which can't be used here ({reason})."
FIRST_COMMIT = "The course"


class Manifest(msgspec.Struct, frozen=True):
    """What was published into a folder."""

    course: str
    files: dict[str, str]
    """Digests by path."""


class Written(msgspec.Struct, frozen=True):
    """What became of the files of a folder."""

    files: int
    kept: tuple[str, ...]
    """The student's own files whose stub has changed since they were published."""


def manifest_of(folder: Path, course: str) -> Manifest | None:
    """What was published there before; None for a folder that is new or empty.

    Raises UsageError where `publish` has no business.
    """
    path = folder / MANIFEST
    if not folder.exists() or {entry.name for entry in folder.iterdir()} <= {".git"}:
        return None
    if not path.is_file():
        raise UsageError(NOT_OURS.format(folder=folder))
    try:
        manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except (msgspec.MsgspecError, OSError) as reason:
        raise UsageError(UNREADABLE.format(path=path, reason=reason)) from None
    if manifest.course != course:
        raise UsageError(OTHER_COURSE.format(folder=folder, found=manifest.course, own=course))
    return manifest


def write(
    folder: Path, course: str, files: Mapping[str, bytes], editable: frozenset[str]
) -> Written:
    """Write files by their paths; `editable` are those that become the student's own.

    Of what was published there before, a student's file that they changed is kept, and what is no
    longer published goes, unless it is theirs. Raises UsageError.
    """
    before = manifest_of(folder, course)
    known = before.files if before else {}
    kept = {path for path in editable if _is_changed(folder / path, known.get(path))}
    for path, content in files.items():
        if path not in kept:
            _put(folder / path, content)
    for path in known.keys() - files.keys():
        if not _is_changed(folder / path, known[path]):
            (folder / path).unlink(missing_ok=True)
    listed = {path: digest(content) for path, content in sorted(files.items())}
    _put(folder / MANIFEST, msgspec.json.format(msgspec.json.encode(Manifest(course, listed))))
    outdated = sorted(path for path in kept if known.get(path) != listed[path])
    return Written(len(files) + 1 - len(kept), tuple(outdated))


def _is_changed(path: Path, published: str | None) -> bool:
    """Whether a file is there and not as it was published."""
    return path.is_file() and digest(path.read_bytes()) != published


def digest(content: bytes) -> str:
    """The same whichever way lines end: git may have changed that."""
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()[:24]


def _put(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as reason:
        raise UsageError(NOT_WRITTEN.format(path=path, reason=reason.strerror)) from None


def refuse_history(folder: Path) -> None:
    """Raise UsageError where there is a git repository."""
    if (folder / ".git").exists():
        raise UsageError(HAS_HISTORY.format(folder=folder))


def commit(folder: Path, name: str, mail: str) -> None:
    """Make the folder a git repository with a single commit. Raises GraderError.

    Nobody's own configuration of git takes part: no hook, no signature, no template.
    """
    date = f"{os.environ['SOURCE_DATE_EPOCH']} +0000" if "SOURCE_DATE_EPOCH" in os.environ else ""
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("GIT_")},
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": name,
        "GIT_AUTHOR_EMAIL": mail,
        "GIT_COMMITTER_NAME": name,
        "GIT_COMMITTER_EMAIL": mail,
        **({"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date} if date else {}),
    }
    for arguments in (
        ["init", "--quiet", "--initial-branch=main", "--template="],
        ["add", "--all"],
        ["commit", "--quiet", f"--message={FIRST_COMMIT}"],
    ):
        try:
            subprocess.run(
                ["git", *arguments],
                cwd=folder,
                env=environment,
                check=True,
                capture_output=True,
                text=True,
            )
        except OSError as reason:
            raise GraderError(NO_GIT.format(reason=reason.strerror)) from None
        except subprocess.CalledProcessError as reason:
            raise GraderError(NO_GIT.format(reason=reason.stderr.strip())) from None
