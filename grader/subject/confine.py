"""What bounds a subject before any of the student's code runs in it.

The file-system and network sandbox has its place here too: `confine` is the last thing that runs
with the rights of the grader.
"""

import contextlib
import os
import sys
from typing import NamedTuple

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

MEMORY = 768 * 1024**2
"""Bytes of address space."""
CPU = 120
"""Seconds of CPU in all: a last net under the judge's own watch on each probe."""
OPEN_FILES = 256
FILE_SIZE = 64 * 1024**2
"""Bytes of any one file that it writes."""


class Places(NamedTuple):
    """The paths that a subject is given, all in a temporary folder of its own."""

    work: str
    """Its working directory, empty at first."""
    output: str
    """A copy of what it prints, for the judge to read should it die."""
    stacks: str
    """Where its stack is dumped when it hangs or crashes."""


def confine(places: Places, channel: int | None) -> None:
    """Leave the grader's session, directory and file descriptors; accept limits."""
    if hasattr(os, "setsid"):
        with contextlib.suppress(OSError):  # already a session leader
            os.setsid()
    os.chdir(places.work)
    if channel is not None:
        close_all_but(channel)
    limit_resources()


def close_all_but(channel: int) -> None:
    """Point 0, 1 and 2 at nothing and close every other descriptor but `channel`."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    os.closerange(3, channel)
    os.closerange(channel + 1, max(channel + 1, 1024))


def limit_resources() -> None:
    """Set the limits that this system has; Windows has none of them, macOS not all."""
    if resource is None:
        return
    wanted = {
        "RLIMIT_AS": MEMORY if sys.platform == "linux" else None,
        "RLIMIT_CPU": CPU,
        "RLIMIT_NOFILE": OPEN_FILES,
        "RLIMIT_FSIZE": FILE_SIZE,
        "RLIMIT_CORE": 0,
    }
    for name, most in wanted.items():
        if most is not None and hasattr(resource, name):
            _lower(getattr(resource, name), most)


def _lower(which: int, most: int) -> None:
    _, hard = resource.getrlimit(which)
    if hard == resource.RLIM_INFINITY or hard > most:
        hard = most
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(which, (min(most, hard), hard))
