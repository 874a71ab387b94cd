"""The place from which nothing else can be reached: its layers, and how a process enters them.

    Sandbox(policy)      once, before the libraries are loaded: what can be shared
    .prepare()           once, after that: what may be read, opened ahead
    .enter(…) → layers   in each subject, after the fork and before any of the student's code

A layer that this system offers and that can't be entered is an error, never left out: the subject
then runs no code. What is not offered is missing in what `enter` returns; the report says it.

| layer | from | so that a subject |
| --- | --- | --- |
| `limits` | `confine` | has an end: memory, CPU, descriptors, the size of a file |
| `privileges` | capabilities | can do no more than a plain user, also as root |
| `files` | Landlock | reads what `readable` says and its own files, writes in its own folder |
| `network` | seccomp, Landlock | connects to nothing, and can't be connected to |
| `programs` | seccomp | starts no program and no process |
| `signals` | seccomp, Landlock | signals, traces and slows down nobody |
| `namespaces` | namespaces | has a network and a mount table of its own, and a disk with a quota |
"""

import contextlib
import functools
import operator
import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from grader.subject.readable import Readable, beside, mounted_once, readable

if TYPE_CHECKING:
    from landlockpy import AccessFS, Ruleset

if sys.platform == "linux":
    from grader.subject import kernel, namespaces, syscalls

OLDEST_LANDLOCK = 3
"""The version that guards truncating too (Linux 6.2)."""
NETWORK_LANDLOCK = 4
CAP_DAC_READ_SEARCH = 1 << 2
"""Kept where Landlock is in force: libraries may belong to somebody else than root."""
UNIX_SOCKET = -1
LAYERS = (
    "process",
    "limits",
    "privileges",
    "files",
    "network",
    "programs",
    "signals",
    "namespaces",
)
"""In the order in which they are named."""
MECHANISMS = ("landlock", "seccomp", "namespaces", "capabilities")


Rule = tuple[str, "AccessFS"]
"""A path, and what may be done with it and what is below it."""


class Policy(NamedTuple):
    """What the judge wants of its subjects' sandbox."""

    wanted: bool = True
    without: tuple[str, ...] = ()
    """Mechanisms that seem to be missing on this machine."""
    hidden: tuple[str, ...] = ()
    """Folders that no subject may read, though they lie below what it may."""
    port: int = 0
    """The TCP port of the one service that may be reached; 0 for none, or UNIX_SOCKET."""


class SandboxFailed(Exception):
    """A layer that this system offers could not be entered."""


class Sandbox:
    """The layers of one process's subjects."""

    def __init__(self, policy: Policy, work: str) -> None:
        self._policy = policy
        self._work = work
        self._shared: Ruleset | None = None
        """What all subjects may do with which path, their own folders included: made once."""
        self._beside: list[Rule] = []
        """What each adds to its own rules, so that of those folders it has its own alone."""
        self._landlock = self._filter = self._namespaces = self._capabilities = False
        if sys.platform == "linux" and policy.wanted:
            self._look_around()

    def _look_around(self) -> None:
        """Find out what this system offers, and enter what all subjects share."""
        offered = [name for name in MECHANISMS if name not in self._policy.without]
        self._landlock = "landlock" in offered and landlock_version() >= OLDEST_LANDLOCK
        self._filter = "seccomp" in offered and offers_seccomp()
        self._capabilities = "capabilities" in offered
        if "namespaces" in offered:
            try:
                namespaces.enter(self._work, network=self._policy.port != 0)
            except OSError:
                return
            self._namespaces = True

    def prepare(self) -> None:
        """Find what may be read, once everything is imported that the subjects share."""
        if self._landlock:
            folders = os.path.realpath(os.path.dirname(self._work))
            rules = reading_rules(readable(self._policy.hidden))
            self._shared = self._ruleset([*rules, nothing_to_write()])
            self._allow(self._shared, [(folders, reading()), (self._work, in_own_folder())])
            self._beside = [*rules_beside(rules, folders), nothing_to_write()]

    def descriptors(self) -> tuple[int, ...]:
        """Those that `enter` needs, and closes."""
        return (self._shared.fileno(),) if self._shared else ()

    def enter(self, folder: str, work: str) -> tuple[str, ...]:
        """Enter all layers; their names. Raises SandboxFailed.

        `folder` holds the student's files, `work` is what this subject may write in.
        """
        layers = {"process", "limits"} if os.name == "posix" else {"process"}
        if self._namespaces:
            layers |= {"namespaces"}
        try:
            if self._landlock or self._filter:
                kernel.no_new_privileges()
            if self._capabilities:
                kernel.keep_capabilities(CAP_DAC_READ_SEARCH if self._landlock else 0)
                layers |= {"privileges"}
            if self._landlock:
                self._restrict_paths(folder, work)
                layers |= {"files"}
            if self._filter:
                kernel.filter_system_calls(syscalls.program(os.getpid(), self._reachable()))
                layers |= {"programs", "signals", "network"}
        except OSError as reason:
            raise SandboxFailed(f"{type(reason).__name__}: {reason}") from reason
        if self._policy.port > 0 and not self._guards_ports():
            layers -= {"network"}
        return tuple(name for name in LAYERS if name in layers)

    def _reachable(self) -> "syscalls.Reachable":
        if not self._policy.port:
            return syscalls.Reachable()
        if self._policy.port == UNIX_SOCKET:
            return syscalls.Reachable((syscalls.AF_UNIX,))
        return syscalls.Reachable((syscalls.AF_INET, syscalls.AF_INET6))

    def _guards_ports(self) -> bool:
        return self._landlock and landlock_version() >= NETWORK_LANDLOCK

    def _restrict_paths(self, folder: str, work: str) -> None:
        """Two sets of rules, both of which have to allow what is done.

        The shared one has a hundred paths and more, and is made once. What it doesn't tell apart,
        the folders of subjects, each tells apart by a few rules of its own.
        """
        assert self._shared is not None
        with self._shared as shared:
            shared.restrict(no_new_privs=False)
        with self._ruleset(self._beside) as ruleset:
            self._allow(ruleset, [(folder, reading()), (work, in_own_folder())])
            ruleset.restrict(no_new_privs=False)

    def _ruleset(self, rules: Iterable[Rule]) -> "Ruleset":
        """Rules for libraries, of which some may have been removed by now."""
        from landlockpy import AccessNet, Ruleset, Scope

        ruleset = Ruleset(scoped=Scope.ABSTRACT_UNIX_SOCKET | Scope.SIGNAL)
        for rule in rules:
            with contextlib.suppress(FileNotFoundError):
                self._allow(ruleset, [rule])
        if self._policy.port > 0:
            ruleset.allow_port(self._policy.port, AccessNet.CONNECT_TCP)
        return ruleset

    def _allow(self, ruleset: "Ruleset", rules: Iterable[Rule]) -> None:
        for path, access in rules:
            ruleset.allow_path(path, access)


def reading() -> "AccessFS":
    from landlockpy import AccessFS

    return AccessFS.READ_FILE | AccessFS.READ_DIR


def reading_rules(paths: Readable) -> list[Rule]:
    """What every subject may read that isn't a subject's own."""
    from landlockpy import AccessFS

    listed, file = AccessFS.READ_DIR, AccessFS.READ_FILE
    read = [(path, reading() if os.path.isdir(path) else file) for path in paths.read]
    return [*read, *((path, listed) for path in paths.listed)]


def nothing_to_write() -> Rule:
    """The one file outside its folder that a subject may write to."""
    from landlockpy import AccessFS

    return os.devnull, AccessFS.READ_FILE | AccessFS.WRITE_FILE


def rules_beside(rules: Iterable[Rule], folder: str) -> list[Rule]:
    """Few rules that allow what these do, and nothing inside `folder`.

    They go by folders that don't hold it. Where its file system is mounted twice, those might hold
    it under another name; then each rule stays as it is.
    """
    if not mounted_once(folder):
        return list(rules)
    wide: dict[str, AccessFS] = {}
    for path, access in rules:
        outer = beside(os.path.realpath(path), folder)
        wide[outer] = wide.get(outer, access) | access
    return list(wide.items())


@functools.cache
def in_own_folder() -> "AccessFS":
    """What a subject may do with files in its own folder: all but running them, and devices."""
    from landlockpy import AccessFS

    never = AccessFS.EXECUTE | AccessFS.MAKE_CHAR | AccessFS.MAKE_BLOCK | AccessFS.IOCTL_DEV
    return functools.reduce(operator.or_, AccessFS) & ~never


def landlock_version() -> int:
    """The version of Landlock's interface here; 0 where there is none."""
    try:
        import landlockpy

        return landlockpy.abi_version()
    except (ImportError, OSError):
        return 0


def offers_seccomp() -> bool:
    """Whether system calls can be filtered here, by numbers that are known."""
    try:
        kernel.prctl(kernel.PR_GET_SECCOMP)
    except OSError:
        return False
    return syscalls.known()
