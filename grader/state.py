"""What is remembered between two commands: `.grader/state.json` beside `exercises/`.

    read(root) → State                          never fails: what is damaged or missing is empty
    update(root, lambda state: …) → State       atomic; commands that run at once don't lose entries

It is a cache, keyed by exercise, and never a source of truth: an entry holds the digests of the
files and of the checks that it comes from, and counts only while both are the same. Losing it costs
a grading, and hints begin anew. Imports little, since `grader list` reads it.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from grader.course import Exercise
    from grader.report import ExerciseReport

SCHEMA = 1
FOLDER = ".grader"
FILE = "state.json"
PATIENCE = 5.0
"""Seconds to wait for another command that writes; then ours is written all the same."""


class Entry(NamedTuple):
    """A verdict, and what it is a verdict of."""

    files: str
    """Digest of the files graded."""
    checks: str
    """Digest of all that the verdict depends on besides them."""
    seed: int
    lang: str
    """The language that the report speaks."""
    status: str
    score: int
    max_score: int
    report: dict[str, Any]
    """The `grader.report.ExerciseReport`, as JSON has it."""

    def is_of(self, files: str, checks: str) -> bool:
        """Whether these files would get this verdict from these checks."""
        return bool(checks) and (self.files, self.checks) == (files, checks)


class State(NamedTuple):
    """All that is remembered."""

    entries: Mapping[str, Entry] = {}
    hints: Mapping[str, int] = {}
    """How many hints of each exercise were told."""
    current: str = ""
    """The exercise that `grader watch` showed last."""


def read(root: str) -> State:
    """What is remembered; nothing where it is missing or damaged."""
    try:
        with open(os.path.join(root, FOLDER, FILE), encoding="utf-8") as file:
            data = json.load(file)
        if data["schema"] != SCHEMA:
            return State()
        return State(
            {name: _entry(*fields) for name, fields in data["entries"].items()},
            {name: int(told) for name, told in data["hints"].items()},
            str(data["current"]),
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return State()


def _entry(
    files: str, checks: str, seed: int, lang: str, status: str, score: int, most: int, report: Any
) -> Entry:
    """Raises ValueError when these are no entry's fields."""
    texts, numbers = (files, checks, lang, status), (seed, score, most)
    if not all(isinstance(text, str) for text in texts) or not isinstance(report, dict):
        raise ValueError
    if not all(type(number) is int for number in numbers):
        raise ValueError
    return Entry(files, checks, seed, lang, status, score, most, report)


def update(root: str, change: Callable[[State], State]) -> State:
    """Change what is remembered, one command after the other; what it is then.

    A folder that can't be written to is no reason to fail: then nothing is remembered.
    """
    import contextlib

    from filelock import FileLock, Timeout

    try:
        folder = make_folder(root)
        lock = FileLock(os.path.join(folder, "lock"), timeout=PATIENCE)
        # Better a lost entry than a command that doesn't end.
        with contextlib.suppress(Timeout), lock:
            return _write(root, change(read(root)))
        return _write(root, change(read(root)))
    except OSError:
        return change(read(root))


def _write(root: str, state: State) -> State:
    data = {"schema": SCHEMA, **state._asdict()}
    write_atomically(os.path.join(root, FOLDER, FILE), json.dumps(data, ensure_ascii=False))
    return state


def make_folder(root: str) -> str:
    """The folder of what is remembered, which keeps itself out of git. Raises OSError."""
    folder = os.path.join(root, FOLDER)
    os.makedirs(folder, exist_ok=True)
    ignore = os.path.join(folder, ".gitignore")
    if not os.path.exists(ignore):
        write_atomically(ignore, "*\n")
    return folder


def write_atomically(path: str, text: str) -> None:
    """Write a file so that a reader finds the old or the new one, whole. Raises OSError."""
    import tempfile

    folder, name = os.path.split(path)
    descriptor, temporary = tempfile.mkstemp(dir=folder, prefix=name, suffix=".new")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(temporary, path)
    except OSError:
        os.unlink(temporary)
        raise


def checks_digest(exercise: Exercise) -> str:
    """A digest of all that an exercise's verdicts depend on besides the files and the seed.

    Empty where neither checks nor an answer key can be read.
    """
    import hashlib

    import msgspec

    from grader import VERSION

    rules = (
        VERSION,
        exercise.patterns,
        exercise.entry.libraries,
        exercise.checks,
        exercise.observers,
        exercise.diagnoses,
    )
    digest = hashlib.sha256(msgspec.json.encode(rules))
    path = exercise.key.path if exercise.key else exercise.checks_file
    try:
        with open(path, "rb") as file:
            digest.update(file.read())
    except OSError:  # then nothing can be graded either
        return ""
    return digest.hexdigest()


def entry_of(report: ExerciseReport, files: str, checks: str, seed: int, lang: str) -> Entry:
    """The entry that remembers a report."""
    import msgspec

    plain = msgspec.to_builtins(report)
    return Entry(files, checks, seed, lang, report.status, report.score, report.max_score, plain)


def report_of(entry: Entry) -> ExerciseReport | None:
    """The report that an entry remembers; None where it is damaged."""
    import msgspec

    from grader.report import ExerciseReport

    try:
        return msgspec.convert(entry.report, ExerciseReport)
    except msgspec.ValidationError:
        return None


def remember(root: str, entries: Mapping[str, Entry]) -> State:
    """Keep these entries, and all others as they are."""
    return update(root, lambda state: state._replace(entries={**state.entries, **entries}))
