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

from grader.channel import LENGTH, Channel, ChannelClosed, SocketChannel
from grader.errors import GraderError
from grader.nursery import BornServer, Nursery
from grader.places import Folder, environment, marshalled
from grader.sandbox import Mode, layers_of, policy_of
from grader.subject.confine import Places
from grader.subject.loop import Setup
from grader.subject.sandbox import Policy

SERVER_GONE = (
    "The process that starts subjects has ended, so nothing was graded. Grade again; where it "
    "happens once more, with --sandbox required."
)


class ForkLauncher:
    """Asks a fork server for subjects; has one more started than is in use, unless told not to."""

    def __init__(
        self,
        libraries: Sequence[str],
        hash_seed: int,
        variables: Mapping[str, str],
        sandbox: Mode,
        nursery: Nursery | None = None,
        *,
        spares: bool = True,
    ) -> None:
        self._folder = Folder()
        self._spares = spares
        self._mode = sandbox
        self._first = True
        policy = policy_of(sandbox, variables)
        self._server: OwnServer | BornServer
        if nursery is not None and nursery.hash_seed == hash_seed:
            self._server = nursery.serve(libraries, variables, policy, self._folder)
        else:
            told = environment(hash_seed, str(self._folder.path), variables)
            self._server = OwnServer(libraries, told, policy, self._folder)
        self._control = self._server.control
        self._tokens = 0
        self._replies: dict[tuple[str, int], int] = {}
        self._left: set[int] = set()
        """Subjects of which nobody wants to hear anything more, and which haven't ended yet."""
        self._spare: tuple[Setup, ForkedProcess] | None = None

    def place(self, files: Mapping[str, bytes]) -> str:
        return self._folder.place(files)

    def start(self, setup: Setup, *, ahead: bool = True) -> "ForkedProcess":
        if self._spare is not None and self._spare[0] != setup:
            self._spare[1].leave()
            self._spare = None
        spare = self._spare
        process = spare[1] if spare else self._fork(setup)
        self._spare = (setup, self._fork(setup)) if ahead and self._spares else None
        try:
            return self._entered(process)
        except (GraderError, ChannelClosed):
            if spare is None:
                raise
            process.leave()
        return self._start_alone(setup)

    def _start_alone(self, setup: Setup) -> "ForkedProcess":
        """Start a subject while there is no other.

        A spare one starts beside a student's code, which may have taken what it needed: the last
        of the disk, or of the machine's memory. That is nobody's failure once it is over.
        """
        if self._spare is not None:
            self._spare[1].leave()
            self._spare = None
        return self._entered(self._fork(setup))

    def _entered(self, process: "ForkedProcess") -> "ForkedProcess":
        process.layers = layers_of(process.channel, self._mode, first=self._first)
        self._first = False
        return process

    def _fork(self, setup: Setup) -> "ForkedProcess":
        self._tokens += 1
        self._take_replies()
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

    def forget(self, token: int, *, ended: bool) -> None:
        """Keep no reply about a subject, neither one that is there nor one that is to come."""
        for kind in ("started", "ended"):
            self._replies.pop((kind, token), None)
        if not ended:
            self._left.add(token)

    def reply(self, kind: str, token: int) -> int:
        """The server's reply about a subject; replies come in the order of the requests."""
        while (kind, token) not in self._replies:
            self._take_reply()
        return self._replies[kind, token]

    def _take_replies(self) -> None:
        """Take what the server has said so far: with its channel full it would wait for ever."""
        while select.select([self._control], [], [], 0)[0]:
            self._take_reply()

    def _take_reply(self) -> None:
        size = LENGTH.unpack(self._read(LENGTH.size))[0]
        said, about, number = marshal.loads(self._read(size))
        if about not in self._left:
            self._replies[said, about] = number
        elif said == "ended":
            self._left.remove(about)

    def _read(self, size: int) -> bytes:
        data = self._control.recv(size, socket.MSG_WAITALL)
        if len(data) < size:
            raise GraderError(SERVER_GONE)
        return data

    def close(self) -> None:
        """End every subject and the server, and remove their folders."""
        self._server.close()
        self._folder.remove()


class OwnServer:
    """A fork server in an interpreter of its own."""

    def __init__(
        self, libraries: Sequence[str], told: Mapping[str, str], policy: Policy, folder: Folder
    ) -> None:
        self.control, theirs = socket.socketpair()
        command = [sys.executable, "-P", "-s", "-m", "grader.subject.fork_server"]
        self._process = subprocess.Popen(
            [*command, str(theirs.fileno()), marshalled(policy), str(folder.work), *libraries],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env=told,
            cwd=folder.path,
            start_new_session=True,
        )
        theirs.close()

    def close(self) -> None:
        """Tell it to end, and wait until it has."""
        self.control.close()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


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
        code = os.waitstatus_to_exitcode(self._launcher.reply("ended", self._token))
        self._launcher.forget(self._token, ended=True)
        return code

    def leave(self) -> None:
        """End it without waiting to hear how."""
        self.channel.close()
        self._launcher.request_end(self._token)
        self._launcher.forget(self._token, ended=False)
