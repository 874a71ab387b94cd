"""What was handed in, and by whom: each folder or archive becomes a row, usable or not.

    sources(folder)       one Source for each folder and archive, nothing left out
    take(source, …)       its students, its outcome, and the files of each exercise

Work is looked for where students put it: an `exercises/` folder, however deep inside; else the
exercises' own folders; else loose files with the modules' names. Where none of it is unambiguous,
nothing is guessed: the row says what was found.
"""

import contextlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from grader.cohort.layouts import METADATA, Students, cloned_prefix, read_metadata, students_of
from grader.cohort.model import Outcome, Student
from grader.cohort.tree import (
    MAX_ARCHIVE,
    TOO_LARGE,
    Entry,
    FolderTree,
    Tree,
    Unusable,
    ZipTree,
    inner_archive,
    pattern_of,
)
from grader.course import Exercise
from grader.errors import UsageError
from grader.submission import MAX_FILE, Submitted

WORK = "exercises"
OTHER_ARCHIVES = (".7z", ".bz2", ".gz", ".rar", ".tar", ".tgz", ".xz", ".zst")

NO_FOLDER = "There is no folder {folder}; name the folder that holds the submissions."
IS_A_FILE = "{folder} is a file; unpack it, and name the folder that it becomes."
NOTHING_THERE = "{folder} holds no submission: put a folder or a zip archive a student there."
IS_ONE = (
    "{folder} is one submission, not a folder of them; name the folder above it, or grade it alone "
    "by `grader run --submission {folder}`."
)
EMPTY = "nothing is in it"
NO_EXERCISES = "it holds no exercises/ folder, and no file of this course"
AMBIGUOUS = "it holds {count} exercises/ folders ({paths}), and nothing says which one counts"
SEVERAL_ARCHIVES = "it holds {count} archives ({paths}), and nothing says which one counts"
DEEPER = "{taken} was graded; {others} lies deeper and was not"
NO_FOLDER_EXERCISES = "there was no exercises/ folder; the exercises' own folders were taken"
LOOSE = "there was no exercises/ folder; loose files were taken by their names"
IN_ARCHIVE = "taken from {name}"
NO_SUBMISSION = "is no folder and no zip archive; unpack it, or ask for it again"
NO_TEXT = "{name} has a name that is not UTF-8; rename it"
LINK = "is a link; put the folder or archive itself there"


class Source(msgspec.Struct, frozen=True):
    """A folder or an archive of a submission, and the students whose it is."""

    name: str
    """Relative to the folder of submissions."""
    students: tuple[Student, ...]

    @property
    def shown(self) -> str:
        """Its name as text, whatever bytes it is made of."""
        return as_text(self.name)


class Taken(msgspec.Struct, frozen=True):
    """What became of a source."""

    outcome: Outcome
    reason: str
    work: Mapping[str, Submitted]
    """By exercise; empty unless the outcome is `graded`."""


def sources(folder: Path, prefix: str = "") -> Iterator[Source]:
    """Everything in the folder that a student may have handed in. Raises UsageError.

    `prefix` is what each name begins with before the student's own begins.
    """
    if not folder.is_dir():
        raise UsageError((IS_A_FILE if folder.exists() else NO_FOLDER).format(folder=folder))
    if (folder / WORK).is_dir():
        raise UsageError(IS_ONE.format(folder=folder))
    names = sorted(path.name for path in folder.iterdir() if is_submission(path))
    if not names:
        raise UsageError(NOTHING_THERE.format(folder=folder))
    known = _metadata(folder)
    prefix = prefix or cloned_prefix(folder.resolve().name, [_stem(name) for name in names])
    for name in names:
        yield Source(name, students_of(as_text(_stem(name)), known, prefix))


def is_submission(path: Path) -> bool:
    """Whether something in the folder was handed in, rather than being the export's own."""
    if path.name.startswith(".") or path.name in ("__MACOSX", METADATA):
        return False
    handed_in = (".zip", *OTHER_ARCHIVES)
    return path.is_symlink() or path.is_dir() or path.name.lower().endswith(handed_in)


def _stem(name: str) -> str:
    return name[:-4] if name.lower().endswith(".zip") else name


def _metadata(folder: Path) -> Students:
    path = folder / METADATA
    return read_metadata(path.read_bytes(), str(path)) if path.is_file() else {}


def take(folder: Path, source: Source, exercises: Sequence[Exercise]) -> Taken:
    """The files of a source, by exercise, or why there are none."""
    try:
        with opened(folder / source.name) as tree:
            taken = taken_from(tree, exercises)
    except Unusable as why:
        return Taken(why.outcome, why.reason, {})
    except OSError as why:
        reason = f"can't be read ({why.strerror}); look at it and try again"
        return Taken("unreadable", reason, {})
    work = {name: with_text_names(submitted) for name, submitted in taken.work.items()}
    return Taken(taken.outcome, as_text(taken.reason), work)


def as_text(name: str) -> str:
    """A file's name whose bytes may not be UTF-8."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def with_text_names(submitted: Submitted) -> Submitted:
    """Refuse files whose names are no text."""
    odd = [name for name in submitted.files if as_text(name) != name]
    files = {name: content for name, content in submitted.files.items() if name not in odd}
    refused = [*map(as_text, submitted.refused), *(NO_TEXT.format(name=as_text(n)) for n in odd)]
    return Submitted(files, tuple(refused))


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Tree]:
    """The tree of a folder or of an archive. Raises Unusable or OSError."""
    if path.is_symlink():
        raise Unusable("unreadable", LINK)
    if path.is_dir():
        yield FolderTree(path)
    elif not path.name.lower().endswith(".zip"):
        raise Unusable("unreadable", NO_SUBMISSION)
    elif path.stat().st_size > MAX_ARCHIVE:
        raise Unusable("too_large", TOO_LARGE.format(limit=MAX_ARCHIVE // 1024**2))
    else:
        with path.open("rb") as file:
            yield ZipTree(file)


def taken_from(tree: Tree, exercises: Sequence[Exercise], note: str = "") -> Taken:
    """Find the work in a tree. Raises Unusable."""
    entries = tree.entries()
    if not entries:
        return Taken("empty", EMPTY, {})
    roots = _roots(entries, WORK)
    if not roots:
        return _without_folder(tree, entries, exercises, note)
    depth = roots[0].count("/")
    if sum(root.count("/") == depth for root in roots) > 1:
        return Taken("ambiguous", AMBIGUOUS.format(count=len(roots), paths=_listed(roots)), {})
    if roots[1:]:
        note = _joined(note, DEEPER.format(taken=roots[0], others=_listed(roots[1:])))
    return _graded(tree, entries, roots[0], exercises, note)


def _without_folder(
    tree: Tree, entries: Sequence[Entry], exercises: Sequence[Exercise], note: str
) -> Taken:
    """Work without an `exercises/`: the exercises' own folders, an archive, or loose files."""
    above = {root for exercise in exercises for root in _above(entries, exercise)}
    if len(above) == 1:
        return _graded(tree, entries, above.pop(), exercises, _joined(note, NO_FOLDER_EXERCISES))
    archives = [entry for entry in entries if entry.path.lower().endswith(".zip")]
    if len(archives) > 1:
        paths = [entry.path for entry in archives]
        return Taken(
            "ambiguous", SEVERAL_ARCHIVES.format(count=len(paths), paths=_listed(paths)), {}
        )
    if archives and not note:
        inside = inner_archive(tree, archives[0])
        return taken_from(inside, exercises, IN_ARCHIVE.format(name=archives[0].path))
    loose = dict(_loose(tree, entries, exercises))
    if not loose:
        return Taken("no_exercises", NO_EXERCISES, {})
    work = {e.id: loose.get(e.id, Submitted({})) for e in exercises}
    return Taken("graded", _joined(note, LOOSE), work)


def _loose(
    tree: Tree, entries: Sequence[Entry], exercises: Sequence[Exercise]
) -> Iterator[tuple[str, Submitted]]:
    """Single modules that lie about, each under its own name and there once only."""
    for exercise in exercises:
        file = exercise.patterns[0]
        found = [entry for entry in entries if entry.path.rpartition("/")[2] == file]
        if exercise.module and len(found) == 1:
            yield exercise.id, _single(tree, found[0], exercise)


def _single(tree: Tree, entry: Entry, exercise: Exercise) -> Submitted:
    file = exercise.patterns[0]
    if entry.kind != "file":
        return Submitted({}, (f"{exercise.id}/{file} is no ordinary file",))
    try:
        content = tree.read(entry.path, MAX_FILE + 1)
    except Unusable as why:
        return Submitted({}, (f"{exercise.id}/{file} {why.reason}",))
    if len(content) > MAX_FILE:
        return Submitted({}, (f"{exercise.id}/{file} is larger than {MAX_FILE // 1024} KiB",))
    return Submitted({file: content})


def _graded(
    tree: Tree, entries: Sequence[Entry], root: str, exercises: Sequence[Exercise], note: str
) -> Taken:
    if any(entry.path == root and entry.kind == "link" for entry in entries):
        raise Unusable("unreadable", f"{root} {LINK}")
    return Taken("graded", note, {e.id: tree.submitted(root, e) for e in exercises})


def _roots(entries: Sequence[Entry], name: str) -> list[str]:
    """The folders (or links) of that name, the shallowest first; none inside another."""
    found = set()
    for entry in entries:
        parts = entry.path.split("/")
        folders = parts if entry.kind == "link" else parts[:-1]
        if name in folders:
            found.add("/".join(parts[: folders.index(name) + 1]))
    return sorted(found, key=lambda path: (path.count("/"), path))


def _above(entries: Sequence[Entry], exercise: Exercise) -> Iterator[str]:
    """The folders in which an exercise's own folder lies with its files."""
    for pattern in exercise.patterns:
        wanted = re.compile("(?:(.*)/)?" + pattern_of(f"{exercise.id}/{pattern}").pattern)
        for entry in entries:
            if found := wanted.fullmatch(entry.path):
                yield found[1] or ""


def _listed(paths: Sequence[str]) -> str:
    shown = ", ".join(paths[:3])
    return shown if len(paths) <= 3 else f"{shown} and {len(paths) - 3} more"


def _joined(*notes: str) -> str:
    return "; ".join(note for note in notes if note)
