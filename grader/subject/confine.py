"""What every subject enters before any of the student's code runs in it: `confine`.

It leaves the judge's session and descriptors, accepts limits, and enters the sandbox (`sandbox`).
"""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from grader.subject.sandbox import Sandbox

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

MEMORY = 768 * 1024**2
"""Bytes of address space."""
CPU = 120
"""Seconds of CPU in all: a last net under the judge's own watch on each probe."""
OPEN_FILES = 256
FILE_SIZE = 16 * 1024**2
"""Bytes of any one file that it writes."""
READY = b"ready "
"""Begins a subject's first frame: the layers that are in force follow."""
FAILED = b"failed "
"""Begins it where a layer could not be entered: the reason follows."""


class Places(NamedTuple):
    """The paths that a subject is given."""

    work: str
    """Its working directory, empty at first: the only folder in which it may write."""
    output: str
    """A copy of what it prints, for the judge to read should it die."""
    stacks: str
    """Where its stack is dumped when it hangs or crashes."""


class Confined(NamedTuple):
    """What a subject has once it is confined."""

    layers: tuple[str, ...]
    """The layers of the sandbox that are in force."""
    output: int
    """A descriptor of `Places.output`."""
    stacks: BinaryIO
    """`Places.stacks`."""


def ready(layers: tuple[str, ...]) -> bytes:
    """A subject's first frame."""
    return READY + ",".join(layers).encode()


@contextlib.contextmanager
def telling(send: Callable[[bytes], None]) -> Iterator[None]:
    """End the process, and tell the judge why, when anything fails before the student's code."""
    try:
        yield
    except BaseException as reason:
        send(FAILED + f"{type(reason).__name__}: {reason}".encode())
        os._exit(1)


def confine(places: Places, folder: str, channel: int | None, sandbox: Sandbox) -> Confined:
    """Leave all that is the judge's, accept limits, and enter the sandbox.

    `folder` holds the student's files. Raises OSError or SandboxFailed: then nothing may run.
    """
    if hasattr(os, "setsid"):
        with contextlib.suppress(OSError):  # already a session leader
            os.setsid()
    os.makedirs(places.work, exist_ok=True)
    os.chdir(places.work)
    if channel is not None:
        close_all_but(channel)
    output = os.open(places.output, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    stacks = open(places.stacks, "ab", buffering=0)  # noqa: SIM115  open for the process's life
    limit_resources()
    return Confined(sandbox.enter(folder, places.work), output, stacks)


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
