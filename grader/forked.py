"""Subjects forked by one process that has loaded the libraries: the fast way."""

import contextlib
import marshal
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence

from grader.channel import LENGTH, Channel, SocketChannel
from grader.places import Folder, environment, marshalled
from grader.sandbox import Mode, layers_of, policy_of
from grader.subject.confine import Places
from grader.subject.loop import Setup


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
        self._first = True
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

    def start(self, setup: Setup) -> "ForkedProcess":
        if self._spare is not None and self._spare[0] != setup:
            self._spare[1].leave()
            self._spare = None
        process = self._spare[1] if self._spare else self._fork(setup)
        self._spare = (setup, self._fork(setup))
        return self._entered(process)

    def start_now(self, setup: Setup) -> "ForkedProcess":
        """Start a subject and none ahead of need."""
        return self._entered(self._fork(setup))

    def _entered(self, process: "ForkedProcess") -> "ForkedProcess":
        process.layers = layers_of(process.channel, self._mode, first=self._first)
        self._first = False
        return process

    def _fork(self, setup: Setup) -> "ForkedProcess":
        self._read_replies()
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
            self._read_reply()
        return self._replies[kind, token]

    def _read_reply(self) -> None:
        size = LENGTH.unpack(self._read(LENGTH.size))[0]
        said, about, number = marshal.loads(self._read(size))
        self._replies[said, about] = number

    def _read_replies(self) -> None:
        """Read what has come: a server whose replies nobody reads comes to a stop."""
        while select.select([self._control], [], [], 0)[0]:
            self._read_reply()

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
