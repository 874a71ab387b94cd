"""A process that has imported the heavy libraries once and forks a fresh subject on request.

It runs none of the student's code itself. The judge speaks to it over a Unix socket, its only
argument, in marshalled tuples, each after its length in four bytes:

    ("start", token, setup, places) + a socket  →  ("started", token, pid)
    ("end", token)                              →  ("ended", token, status)

`end` kills the subject and everything it started: on Linux the server adopts the orphans of its
subjects, so that nothing escapes by leaving its process group. When the judge goes away, so does
the server, and all it started with it.
"""

import builtins
import contextlib
import ctypes
import faulthandler
import importlib
import marshal
import os
import signal
import socket
import struct
import sys
from collections.abc import Iterator

from grader.subject import loop
from grader.subject.confine import Places, confine

# A private copy: a submission that patches builtins must not change how answers are framed.
__builtins__ = dict(vars(builtins))  # type: ignore[assignment]

PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h
DUMP_STACKS = getattr(signal, "SIGUSR1", 0)
LENGTH = struct.Struct("!I")


def main() -> None:
    control = socket.socket(fileno=int(sys.argv[1]))
    adopt_orphans()
    for name in sys.argv[2:]:
        importlib.import_module(name)
    loop.freeze()
    server = Server(control)
    try:
        while server.serve_one():
            pass
    finally:
        server.end_all()


def adopt_orphans() -> None:
    """Become the parent of whatever a dead subject leaves behind (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


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


def write_frame(stream: socket.socket, data: bytes) -> None:
    stream.sendall(LENGTH.pack(len(data)) + data)


class Server:
    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._subjects: dict[int, int] = {}  # token: pid

    def serve_one(self) -> bool:
        """Carry out one request; False when the judge has gone."""
        try:
            head, descriptors, _, _ = socket.recv_fds(self._control, LENGTH.size, 1)
            if not head:
                return False
            head += read_exactly(self._control, LENGTH.size - len(head))
            request = marshal.loads(read_exactly(self._control, LENGTH.unpack(head)[0]))
        except (EOFError, ConnectionError):
            return False
        if request[0] == "start":
            self._start(*request[1:], channel=descriptors[0])
        else:
            self._reply("ended", request[1], self._end(request[1]))
        return True

    def _start(
        self, token: int, setup: tuple[object, ...], places: tuple[str, ...], *, channel: int
    ) -> None:
        pid = os.fork()
        if pid == 0:
            self._become_subject(loop.Setup(*setup), Places(*places), channel)  # type: ignore[arg-type]
        os.close(channel)
        self._subjects[token] = pid
        self._reply("started", token, pid)

    def _become_subject(self, setup: loop.Setup, places: Places, channel: int) -> None:
        try:
            confine(places, channel)
            stacks = os.open(places.stacks, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            faulthandler.enable(file=stacks)
            faulthandler.register(DUMP_STACKS, file=stacks, all_threads=True)
            judge = socket.socket(fileno=channel)
            loop.serve(
                setup,
                loop.open_output(places.output),
                lambda: read_frame(judge),
                lambda data: write_frame(judge, data),
            )
        finally:
            os._exit(0)

    def _end(self, token: int) -> int:
        """Kill a subject and all it started; how it died, as `os.waitpid` has it."""
        pid = self._subjects.pop(token)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)  # it may have died, or not left our group yet
        _, status = os.waitpid(pid, 0)
        self._end_orphans()
        return status

    def _end_orphans(self) -> None:
        """Kill adopted processes until none is left: each may have children of its own."""
        while orphans := [pid for pid in children() if pid not in self._subjects.values()]:
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
