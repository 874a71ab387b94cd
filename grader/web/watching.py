"""Which exercises were saved, told by the file system."""

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

import watchfiles

LOOK_ANYWAY = 3_000
"""Milliseconds without news after which all files are read: some folders tell of no change."""
SETTLE = 20
"""Milliseconds without a further change after which a save counts as one."""

Saved = Callable[[Iterable[str] | None], None]


def watch(exercises: Path, saved: Saved, stop: threading.Event) -> None:
    """Call `saved` with the exercises whose files may have changed, or None for all, until `stop`.

    Whether they did is for the files to say: temporary files of editors cost a look and no more.
    """
    root = exercises.resolve()
    for changes in watchfiles.watch(
        root,
        watch_filter=None,
        step=SETTLE,
        stop_event=stop,
        rust_timeout=LOOK_ANYWAY,
        yield_on_timeout=True,
        raise_interrupt=False,
    ):
        names = {_exercise(root, Path(path)) for _, path in changes}
        saved(names - {""} if names else None)


def _exercise(root: Path, path: Path) -> str:
    """The exercise that a file belongs to; empty where it belongs to none."""
    return path.relative_to(root).parts[0] if path.is_relative_to(root) and path != root else ""
