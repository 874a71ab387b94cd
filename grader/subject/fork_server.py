"""A process that has imported the heavy libraries once and forks a fresh subject on request.

It runs none of the student's code itself. Its arguments are the descriptor of a Unix socket, the
policy of the sandbox as marshalled hexadecimal text, the folder below which subjects may write, and
the libraries. The judge speaks to it in marshalled tuples, each after its length in four bytes:

    ("start", token, setup, places) + a socket  →  ("started", token, pid)
    ("end", token)                              →  ("ended", token, status)

`end` kills the subject and everything it started, and removes its folder. On Linux the server
adopts the orphans of its subjects, so that nothing escapes by leaving its process group. When the
judge goes away, so does the server, and all it started with it.
"""

import builtins
import contextlib
import faulthandler
import gc
import importlib
import marshal
import os
import signal
import socket
import struct
import sys
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from grader.subject import loop
from grader.subject.confine import FAILED, Places, confine, ready, telling
from grader.subject.leftovers import remove_tree
from grader.subject.output import open_output
from grader.subject.sandbox import Policy, Sandbox

# A private copy: a submission that patches builtins must not change how answers are framed.
__builtins__ = dict(vars(builtins))  # type: ignore[assignment]

DUMP_STACKS = getattr(signal, "SIGUSR1", 0)
LENGTH = struct.Struct("!I")
OBSERVERS = loop.Setup._fields.index("observers")


def main() -> None:
    control = socket.socket(fileno=int(sys.argv[1]))
    serve(control, marshal.loads(bytes.fromhex(sys.argv[2])), sys.argv[3], sys.argv[4:])


def serve(
    control: socket.socket, policy: tuple[Any, ...], work: str, libraries: Sequence[str]
) -> None:
    """Load libraries, and carry out requests until the judge goes."""
    adopt_orphans()
    sandbox = Sandbox(Policy(*policy), work)
    for name in libraries:
        importlib.import_module(name)
    sandbox.prepare()
    loop.freeze()
    server = Server(control, sandbox)
    try:
        while server.serve_one():
            pass
    finally:
        server.end_all()


def adopt_orphans() -> None:
    """Become the parent of whatever a dead subject leaves behind (Linux only)."""
    if sys.platform == "linux":
        from grader.subject import kernel

        kernel.adopt_orphans()


def read_exactly(stream: socket.socket, size: int) -> bytes:
    """`size` bytes from a socket. Raises EOFError when it closes before."""
    data = bytearray()
    while len(data) < size:
        chunk = stream.recv(size - len(data))
        if not chunk:
            raise EOFError
        data += chunk
    return bytes(data)


def read_frame(stream: socket.socket) -> bytes:
    return read_exactly(stream, LENGTH.unpack(read_exactly(stream, LENGTH.size))[0])


def read_request(stream: socket.socket) -> tuple[bytes, list[int]] | None:
    """A frame and the descriptors that came with it; None when the judge has gone."""
    try:
        head, descriptors, _, _ = socket.recv_fds(stream, LENGTH.size, 1)
        if not head:
            return None
        head += read_exactly(stream, LENGTH.size - len(head))
        return read_exactly(stream, LENGTH.unpack(head)[0]), descriptors
    except (EOFError, ConnectionError):
        return None


def send_request(stream: socket.socket, data: bytes, descriptor: int) -> None:
    """A frame with one descriptor."""
    socket.send_fds(stream, [LENGTH.pack(len(data))], [descriptor])
    stream.sendall(data)


def write_frame(stream: socket.socket, data: bytes) -> None:
    stream.sendall(LENGTH.pack(len(data)) + data)


class Running(NamedTuple):
    """A subject that has not been ended."""

    pid: int
    work: str


class Server:
    def __init__(self, control: socket.socket, sandbox: Sandbox) -> None:
        self._control = control
        self._sandbox = sandbox
        self._subjects: dict[int, Running] = {}
        self._observers: set[str] = set()
        """The sources that were loaded."""

    def serve_one(self) -> bool:
        """Carry out one request; False when the judge has gone."""
        said = read_request(self._control)
        if said is None:
            return False
        request, descriptors = marshal.loads(said[0]), said[1]
        if request[0] == "start":
            self._start(*request[1:], channel=descriptors[0])
        else:
            self._reply("ended", request[1], self._end(request[1]))
        return True

    def _start(
        self, token: int, setup: tuple[object, ...], places: tuple[str, ...], *, channel: int
    ) -> None:
        self._load_observers(str(setup[OBSERVERS]))
        try:
            pid = os.fork()
        except OSError as reason:  # too many processes, or no memory: the judge may ask again
            self._refuse(channel, str(reason))
            return
        if pid == 0:
            self._become_subject(loop.Setup(*setup), Places(*places), channel)  # type: ignore[arg-type]
        os.close(channel)
        self._subjects[token] = Running(pid, places[0])
        self._reply("started", token, pid)

    def _refuse(self, channel: int, reason: str) -> None:
        with socket.socket(fileno=channel) as judge, contextlib.suppress(OSError):
            write_frame(judge, FAILED + reason.encode())

    def _load_observers(self, source: str) -> None:
        """Load the observers, and what these import, once for all subjects."""
        if source not in self._observers:
            self._observers.add(source)
            with contextlib.suppress(Exception):  # a subject will say what is wrong with them
                loop.load_observers(source)
            gc.freeze()

    def _become_subject(self, setup: loop.Setup, places: Places, channel: int) -> None:
        try:
            judge = socket.socket(fileno=channel)

            def send(data: bytes) -> None:
                write_frame(judge, data)

            with telling(send):
                confined = confine(places, setup.folder, channel, self._sandbox)
                faulthandler.enable(file=confined.stacks)
                faulthandler.register(DUMP_STACKS, file=confined.stacks, all_threads=True)
                session = loop.Session(setup)
                send(ready(confined.layers))
            output = open_output(confined.output)
            loop.serve(session, output, lambda: read_frame(judge), send)
        finally:
            os._exit(0)

    def _end(self, token: int) -> int:
        """Kill a subject and all it started; how it died, as `os.waitpid` has it."""
        if token not in self._subjects:  # it could not be started
            return 0
        pid, work = self._subjects.pop(token)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)  # it may have died, or not left our group yet
        _, status = os.waitpid(pid, 0)
        self._end_orphans()
        remove_tree(work)
        return status

    def _end_orphans(self) -> None:
        """Kill adopted processes until none is left: each may have children of its own."""
        while orphans := set(children()) - {pid for pid, _ in self._subjects.values()}:
            for pid in orphans:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(pid, 0)

    def end_all(self) -> None:
        for token in list(self._subjects):
            self._end(token)

    def _reply(self, *message: str | int) -> None:
        with contextlib.suppress(ConnectionError):
            write_frame(self._control, marshal.dumps(message))


def children() -> Iterator[int]:
    """The process ids of our children, where the kernel lists them (Linux)."""
    try:
        with open(f"/proc/self/task/{os.getpid()}/children", encoding="ascii") as listed:
            return iter([int(pid) for pid in listed.read().split()])
    except OSError:
        return iter([])


if __name__ == "__main__":
    main()
