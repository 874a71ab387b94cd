"""The judge's side of `grader.subject.nursery`: fork servers that share the libraries they load.

Many exercises are graded at once, each by a server of its own; what several of them load (Flask,
say) is loaded once.
"""

import contextlib
import marshal
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from grader.channel import LENGTH
from grader.errors import GraderError
from grader.places import Folder, environment
from grader.subject.nursery import Order
from grader.subject.sandbox import Policy

GONE = "The process that loads the libraries has ended, so nothing was graded. Grade again."
PATIENCE = 10.0
"""Seconds in which a process ends that was told to."""


class Nursery:
    """Starts fork servers; all of the same hash seed."""

    def __init__(self, hash_seed: int = 0) -> None:
        self.hash_seed = hash_seed
        self._folder = Folder()
        self._control, theirs = socket.socketpair()
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-s", "-m", "grader.subject.nursery", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env=environment(hash_seed, str(self._folder.path), {}),
            cwd=self._folder.path,
            start_new_session=True,
        )
        theirs.close()

    @property
    def lives(self) -> bool:
        """Whether the tree hasn't ended by itself."""
        return self._process.poll() is None

    def serve(
        self,
        libraries: Sequence[str],
        variables: Mapping[str, str],
        policy: Policy,
        folder: Folder,
    ) -> "BornServer":
        """A server whose subjects have these libraries. Raises GraderError."""
        home = str(folder.path)
        told = environment(self.hash_seed, home, variables)
        order = Order(tuple(libraries), dict(told), tuple(policy), str(folder.work), home)
        plain: tuple[Any, ...] = tuple(order)
        message = marshal.dumps(plain)
        ours, theirs = socket.socketpair()
        try:
            data = LENGTH.pack(len(message)) + message
            sent = socket.send_fds(self._control, [data], [theirs.fileno()])
            self._control.sendall(data[sent:])
        except OSError as reason:
            raise GraderError(GONE) from reason
        finally:
            theirs.close()
        return BornServer(ours)

    def close(self) -> None:
        """End the tree, and every server that has not ended."""
        self._control.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(PATIENCE)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._folder.remove()

    def __enter__(self) -> "Nursery":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class BornServer:
    """A fork server that a nursery has forked."""

    def __init__(self, control: socket.socket) -> None:
        self.control = control

    def close(self) -> None:
        """Tell it to end, and wait until it has."""
        with contextlib.suppress(OSError):
            self.control.shutdown(socket.SHUT_WR)
            self.control.settimeout(PATIENCE)
            while self.control.recv(4096):
                pass
        self.control.close()
