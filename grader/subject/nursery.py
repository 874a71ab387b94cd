"""A process that forks fork servers, so that a library is loaded once for all that need it.

    (nothing) ─┬─ flask ── flask.testing ─┬─ werkzeug.test ── html.parser
               └─ greenlet                └─ itsdangerous ── …

It is a tree: each process has loaded one library more than its parent, and forks the servers that
need just what it has. So an exercise finds loaded what `course.toml` names for it, and no more.
None of them runs any of the student's code.

Its argument is the descriptor of a Unix socket. The judge sends marshalled `Order`s, each after its
length in four bytes and with one end of a socket pair, which becomes the server's control (see
`grader.subject.fork_server`). When the judge's end closes, so does the tree.
"""

import builtins
import importlib
import marshal
import os
import signal
import socket
import sys
from collections.abc import Callable
from typing import NamedTuple, NoReturn

from grader.subject import fork_server, loop
from grader.subject.confine import close_all_but

# A private copy, as everywhere in what a subject consists of.
__builtins__ = dict(vars(builtins))  # type: ignore[assignment]


class Order(NamedTuple):
    """A server that is wanted."""

    libraries: tuple[str, ...]
    environment: dict[str, str]
    policy: tuple[object, ...]
    """Of the sandbox."""
    work: str
    """The folder below which its subjects may write."""
    folder: str
    """The server's working directory."""


class Nursery:
    """One process of the tree."""

    def __init__(self, control: socket.socket, loaded: int) -> None:
        self._control = control
        self._loaded = loaded
        """How many of an order's libraries are loaded here."""
        self._children: dict[str, socket.socket] = {}

    def serve(self) -> None:
        """Carry out orders until the judge goes."""
        while (request := fork_server.read_request(self._control)) is not None:
            told, (channel,) = request
            self._carry_out(Order(*marshal.loads(told)), told, channel)
            os.close(channel)

    def _carry_out(self, order: Order, told: bytes, channel: int) -> None:
        if len(order.libraries) == self._loaded:
            fork(lambda: become_server(order, channel), channel)
            return
        library = order.libraries[self._loaded]
        if library not in self._children:
            self._children[library] = self._grow(library)
        fork_server.send_request(self._children[library], told, channel)

    def _grow(self, library: str) -> socket.socket:
        """A child that has loaded one library more."""
        ours, theirs = socket.socketpair()

        def grown() -> None:
            importlib.import_module(library)
            loop.freeze()
            Nursery(socket.socket(fileno=theirs.detach()), self._loaded + 1).serve()

        fork(grown, theirs.fileno())
        theirs.close()
        return ours


def become_server(order: Order, channel: int) -> None:
    os.environ.clear()
    os.environ.update(order.environment)
    os.chdir(order.folder)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    fork_server.serve(socket.socket(fileno=channel), order.policy, order.work, ())


def fork(what: Callable[[], None], descriptor: int) -> None:
    """Do something in a child that has no other descriptor than this one."""
    if os.fork() == 0:
        _do(what, descriptor)


def _do(what: Callable[[], None], descriptor: int) -> NoReturn:
    try:
        close_all_but(descriptor)
        what()
    finally:
        os._exit(0)


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks how they ended
    loop.freeze()
    Nursery(socket.socket(fileno=int(sys.argv[1])), 0).serve()


if __name__ == "__main__":
    main()
