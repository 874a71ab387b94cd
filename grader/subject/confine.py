"""What every subject enters before any of the student's code runs in it: `confine`.

It leaves the judge's session and descriptors, accepts limits, and enters the sandbox (`sandbox`).
"""

import contextlib
import itertools
import os
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from grader.subject.limits import limit_resources
from grader.subject.sandbox import Sandbox

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
        close_all_but(channel, *sandbox.descriptors())
    output = os.open(places.output, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    stacks = open(places.stacks, "ab", buffering=0)  # noqa: SIM115  open for the process's life
    limit_resources()
    return Confined(sandbox.enter(folder, places.work), output, stacks)


def close_all_but(*kept: int) -> None:
    """Point 0, 1 and 2 at nothing and close every other descriptor but those."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    ends = (2, *sorted(kept), 1024)
    for low, high in itertools.pairwise(ends):
        os.closerange(low + 1, high)
