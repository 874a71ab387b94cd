"""Starting subjects and ending them: two launchers that give the same handle.

`ForkLauncher` keeps one `grader.subject.fork_server` and asks it for a fresh subject each time;
`InterpreterLauncher` starts a new interpreter, which works anywhere. A `Process` has a channel to
send requests and receive frames, and can be ended; what it started ends with it.
"""

import contextlib
import marshal
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from grader.channel import LENGTH, Channel, PipeChannel, SocketChannel
from grader.sandbox import Mode, layers_of, policy_of
from grader.subject.confine import Places
from grader.subject.leftovers import remove_tree
from grader.subject.loop import Setup

KEPT_ENVIRONMENT = ("PATH", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "LD_LIBRARY_PATH")


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

    def start(self, setup: Setup) -> Process: ...

    def close(self) -> None:
        """End every subject, and remove all folders."""


def launcher(
    libraries: Sequence[str],
    *,
    portable: bool,
    hash_seed: int = 0,
    variables: Mapping[str, str] | None = None,
    sandbox: Mode = "auto",
) -> Launcher:
    """The launcher for this system, or the one that works on any.

    `variables` are added to the subjects' environment.
    """
    kind = InterpreterLauncher if portable or not can_fork() else ForkLauncher
    return kind(libraries, hash_seed, variables or {}, sandbox)


def can_fork() -> bool:
    return hasattr(os, "fork") and hasattr(socket, "send_fds")


def environment(hash_seed: int, home: str, variables: Mapping[str, str]) -> Mapping[str, str]:
    """The environment of a subject: the same on every machine, and none of the user's."""
    kept = {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}
    return kept | {
        "PYTHONHASHSEED": str(hash_seed),
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "MALLOC_ARENA_MAX": "2",  # threads must not eat the address space
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "HOME": home,
        "TMPDIR": home,
        "TEMP": home,
        "TMP": home,
        **variables,
    }


class Folder:
    """A temporary folder that holds the student's files, and one folder for each subject."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="underglass-"))
        self._made = 0
        self._placed = 0

        self.work = self.path / "work"
        """Subjects write nowhere else."""
        self.work.mkdir()

    def places(self) -> Places:
        self._made += 1
        work = self.work / str(self._made)
        told = self.path / f"told-{self._made}"
        told.mkdir()
        return Places(str(work), str(told / "output"), str(told / "stacks"))

    def place(self, files: Mapping[str, bytes]) -> str:
        self._placed += 1
        code = self.path / f"code-{self._placed}"
        code.mkdir()
        for name, content in files.items():
            (code / name).parent.mkdir(parents=True, exist_ok=True)
            (code / name).write_bytes(content)
        return str(code)

    def remove(self) -> None:
        remove_tree(str(self.path))


class ForkLauncher:
    """Asks a fork server for subjects; always has one more started than is in use."""

    def __init__(
        self,
        libraries: Sequence[str],
        hash_seed: int,
        variables: Mapping[str, str],
        sandbox: Mode,
    ) -> None:
        self._folder = Folder()
        self._mode = sandbox
        self._control, theirs = socket.socketpair()
        command = [sys.executable, "-P", "-s", "-m", "grader.subject.fork_server"]
        policy = marshalled(policy_of(sandbox, variables))
        self._server = subprocess.Popen(
            [*command, str(theirs.fileno()), policy, str(self._folder.work), *libraries],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env=environment(hash_seed, str(self._folder.path), variables),
            cwd=self._folder.path,
            start_new_session=True,
        )
        theirs.close()
        self._tokens = 0
        self._replies: dict[tuple[str, int], int] = {}
        self._spare: tuple[Setup, ForkedProcess] | None = None

    def place(self, files: Mapping[str, bytes]) -> str:
        return self._folder.place(files)

    def start(self, setup: Setup) -> Process:
        if self._spare is not None and self._spare[0] != setup:
            self._spare[1].leave()
            self._spare = None
        process = self._spare[1] if self._spare else self._fork(setup)
        self._spare = (setup, self._fork(setup))
        process.layers = layers_of(process.channel, self._mode)
        return process

    def _fork(self, setup: Setup) -> "ForkedProcess":
        self._tokens += 1
        places = self._folder.places()
        ours, theirs = socket.socketpair()
        message = marshal.dumps(("start", self._tokens, tuple(setup), tuple(places)))
        socket.send_fds(self._control, [LENGTH.pack(len(message))], [theirs.fileno()])
        self._control.sendall(message)
        theirs.close()
        return ForkedProcess(self, self._tokens, SocketChannel(ours), places, setup.folder)

    def request_end(self, token: int) -> None:
        message = marshal.dumps(("end", token))
        self._control.sendall(LENGTH.pack(len(message)) + message)

    def reply(self, kind: str, token: int) -> int:
        """The server's reply about a subject; replies come in the order of the requests."""
        while (kind, token) not in self._replies:
            size = LENGTH.unpack(self._read(LENGTH.size))[0]
            said, about, number = marshal.loads(self._read(size))
            self._replies[said, about] = number
        return self._replies[kind, token]

    def _read(self, size: int) -> bytes:
        data = self._control.recv(size, socket.MSG_WAITALL)
        if len(data) < size:
            raise RuntimeError("the fork server went away")
        return data

    def close(self) -> None:
        """End every subject and the server, and remove their folders."""
        self._control.close()
        try:
            self._server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait()
        self._folder.remove()


class ForkedProcess:
    """A subject forked by the server."""

    def __init__(
        self, launcher: ForkLauncher, token: int, channel: Channel, places: Places, folder: str
    ) -> None:
        self.channel = channel
        self.places = places
        self.folder = folder
        self.layers: tuple[str, ...] = ()
        self._launcher = launcher
        self._token = token

    def pid(self) -> int:
        return self._launcher.reply("started", self._token)

    def dump_stacks(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid(), signal.SIGUSR1)

    def end(self) -> int:
        self.channel.close()
        self._launcher.request_end(self._token)
        return os.waitstatus_to_exitcode(self._launcher.reply("ended", self._token))

    def leave(self) -> None:
        """End it without waiting to hear how."""
        self.channel.close()
        self._launcher.request_end(self._token)


class InterpreterLauncher:
    """Starts a new interpreter for each subject."""

    def __init__(
        self,
        libraries: Sequence[str],
        hash_seed: int,
        variables: Mapping[str, str],
        sandbox: Mode,
    ) -> None:
        self._folder = Folder()
        self._libraries = libraries
        self._mode = sandbox
        self._policy = policy_of(sandbox, variables)
        self._environment = environment(hash_seed, str(self._folder.path), variables)
        self._started: list[InterpreterProcess] = []

    def place(self, files: Mapping[str, bytes]) -> str:
        return self._folder.place(files)

    def start(self, setup: Setup) -> Process:
        places = self._folder.places()
        told = [marshalled(part) for part in (setup, places, self._policy)]
        command = [sys.executable, "-P", "-s", "-m", "grader.subject.interpreter"]
        popen = subprocess.Popen(
            [*command, *told, *self._libraries],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=self._environment,
            cwd=self._folder.path,
        )
        process = InterpreterProcess(popen, places, setup.folder)
        self._started.append(process)
        process.layers = layers_of(process.channel, self._mode)
        return process

    def close(self) -> None:
        for process in self._started:
            process.end()
        self._folder.remove()


class InterpreterProcess:
    """A subject in an interpreter of its own; it dumps its stacks by itself."""

    def __init__(self, popen: "subprocess.Popen[bytes]", places: Places, folder: str) -> None:
        assert popen.stdin is not None
        assert popen.stdout is not None
        self.channel: Channel = PipeChannel(popen.stdin, popen.stdout)  # type: ignore[arg-type]
        self.places = places
        self.folder = folder
        self.layers: tuple[str, ...] = ()
        self._popen = popen

    def pid(self) -> int:
        return self._popen.pid

    def dump_stacks(self) -> None:
        pass

    def end(self) -> int:
        if self._popen.poll() is None:
            kill_tree(self._popen.pid)
        kill_group(self._popen.pid)
        code = self._popen.wait()
        remove_tree(self.places.work)
        return code

    def leave(self) -> None:
        self.end()


def marshalled(told: tuple[Any, ...]) -> str:
    """A tuple as an argument."""
    return marshal.dumps(tuple(told)).hex()


def kill_group(pid: int) -> None:
    """Kill what is left in the process group that a subject led, where there are groups."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)


def kill_tree(pid: int) -> None:
    """Kill a process and its descendants, whatever the system."""
    import psutil

    try:
        top = psutil.Process(pid)
        family = [*top.children(recursive=True), top]
    except psutil.NoSuchProcess:
        return
    for member in family:
        try:
            member.kill()
        except psutil.NoSuchProcess:
            continue
