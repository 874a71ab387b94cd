"""Starting subjects and ending them: two launchers that give the same handle.

`grader.forked` keeps one `grader.subject.fork_server` and asks it for a fresh subject each time;
`grader.interpreted` starts a new interpreter, which works anywhere. A `Process` has a channel to
send requests and receive frames, and can be ended; what it started ends with it.
"""

import os
import socket
from collections.abc import Mapping, Sequence
from typing import Protocol

from grader.channel import Channel
from grader.forked import ForkLauncher
from grader.interpreted import InterpreterLauncher
from grader.nursery import Nursery
from grader.sandbox import Mode
from grader.subject.confine import Places
from grader.subject.loop import Setup


class Process(Protocol):
    """One subject."""

    channel: Channel
    places: Places
    folder: str
    """Where the student's files lie."""
    layers: tuple[str, ...]
    """The layers of the sandbox that it is in."""

    def pid(self) -> int: ...

    def dump_stacks(self) -> None:
        """Have it write its stacks to `places.stacks`, unless it does so by itself."""

    def end(self) -> int:
        """Kill it and all it started; its exit code, or minus the signal that ended it."""

    def leave(self) -> None:
        """End it without waiting to hear how."""


class Launcher(Protocol):
    """A way to start subjects."""

    def place(self, files: Mapping[str, bytes]) -> str:
        """Write the student's files for subjects to import; the folder that they are in."""

    def start(self, setup: Setup, *, ahead: bool = True) -> Process:
        """A subject; `ahead` of need, another like it may be started as well."""

    def close(self) -> None:
        """End every subject, and remove all folders."""


def launcher(
    libraries: Sequence[str],
    *,
    portable: bool,
    hash_seed: int = 0,
    variables: Mapping[str, str] | None = None,
    sandbox: Mode = "auto",
    nursery: Nursery | None = None,
    spares: bool = True,
) -> Launcher:
    """The launcher for this system, or the one that works on any.

    `variables` are added to the subjects' environment. With a `nursery`, where the system can fork,
    libraries are loaded that others have loaded there, in no time. Without `spares` no subject is
    started ahead of need: that is slower where a core has nothing to do, and faster where none has.
    """
    if portable or not can_fork():
        return InterpreterLauncher(libraries, hash_seed, variables or {}, sandbox)
    return ForkLauncher(libraries, hash_seed, variables or {}, sandbox, nursery, spares=spares)


def can_fork() -> bool:
    return hasattr(os, "fork") and hasattr(socket, "send_fds")
