"""Which exercises a save touched.

    for touched in changes(exercises, names, stop): …     sets of names, as something is saved

A name means: look again. Whoever gets it reads the files and compares what is in them, so that an
editor's temporary files, locks and backups, and a touch, come to nothing. Events come in bursts (an
editor may truncate, write, rename); what goes on within `SETTLE` is one burst.
"""

import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

import watchfiles

from grader.errors import UsageError
from grader.language import _

SETTLE = 30
"""Milliseconds without an event that end a burst."""
LONGEST = 400
"""Milliseconds after which a burst is told, though it goes on."""
POLL = 300
"""Milliseconds between two looks, where the system doesn't tell of changes."""
TICK = 500
"""Milliseconds between two looks whether the folder is still the same one."""
UNWATCHABLE = (
    "The folder {folder} can't be watched ({reason}). Try `grader watch --poll`, which looks again "
    "and again instead of being told."
)


def changes(
    exercises: Path, names: Iterable[str], stop: threading.Event, *, poll: bool = False
) -> Iterator[frozenset[str]]:
    """The exercises in whose folders something happened, burst by burst, until `stop` is set.

    All names come once when the watch stands, since what was saved before it did wasn't seen.
    With `poll` the files are looked at again and again: network folders tell of no change. A folder
    that is replaced by another of its name (as git does) is watched on. Raises UsageError.
    """
    every = frozenset(names)
    while not stop.is_set():
        before = _identity(exercises)
        if before is None:
            stop.wait(TICK / 1000)
            continue
        try:
            yield from _changes(exercises, before, every, stop, poll=poll)
        except OSError as reason:  # as when the system's number of watches is used up
            if poll:
                message = _(UNWATCHABLE).format(folder=exercises, reason=reason)
                raise UsageError(message) from None
            poll = True


def _changes(
    exercises: Path,
    before: tuple[int, int],
    every: frozenset[str],
    stop: threading.Event,
    *,
    poll: bool,
) -> Iterator[frozenset[str]]:
    """As `changes`, as long as the folder is the one that it was."""
    unseen = every
    for burst in watchfiles.watch(
        exercises,
        watch_filter=None,
        debounce=LONGEST,
        step=SETTLE,
        stop_event=stop,
        rust_timeout=TICK,
        yield_on_timeout=True,
        raise_interrupt=False,
        force_polling=poll or None,
        poll_delay_ms=POLL,
    ):
        if found := unseen | touched(exercises, every, (path for _, path in burst)):
            unseen = frozenset()
            yield found
        if _identity(exercises) != before:
            return


def touched(exercises: Path, names: frozenset[str], paths: Iterable[str]) -> frozenset[str]:
    """The exercises in whose folders these paths lie."""
    root = exercises.resolve()
    found = set()
    for path in paths:
        whole = Path(path).parent.resolve() / Path(path).name
        if whole.is_relative_to(root) and whole != root:
            found.add(whole.relative_to(root).parts[0])
    return names & found


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
