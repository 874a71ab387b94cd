"""The server: it listens on this machine alone, and stops cleanly.

Werkzeug's own, with a thread for each connection. A browser holds its connection for as long as it
shows the page, which a server with a fixed number of threads or with buffered responses does not
like; and nothing but this machine reaches it.
"""

import contextlib
import signal
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

from werkzeug.serving import WSGIRequestHandler, make_server

from grader.course import Course
from grader.errors import UsageError
from grader.evening.changes import changes
from grader.language import _
from grader.run import Options, layers_of_run
from grader.web.app import create_app
from grader.web.board import Board
from grader.web.desk import Desk
from grader.web.door import NAMES, Door
from grader.web.workers import PoolWorkers

ELSEWHERE = (
    "“{host}” is more than this machine, and the page is for you alone; "
    "use one of {names}, or leave --host out."
)
IN_USE = (
    "Port {port} of {host} can't be used ({reason}); name another --port, or leave it out to get a "
    "free one."
)
GOODBYE = 1.0
"""Seconds that browsers get to hear that the server stops."""


class QuietHandler(WSGIRequestHandler):
    """Doesn't write a line for each request: the first would hold the token."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on this machine; port 0 is any free one. Raises UsageError."""
    if host not in NAMES:
        raise UsageError(_(ELSEWHERE).format(host=host, names=", ".join(NAMES)))
    address = NAMES[host]
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        return socket.create_server((address, port), family=family)
    except OSError as reason:
        told = _(IN_USE).format(port=port, host=host, reason=reason.strerror)
        raise UsageError(told) from None


class Server:
    """All that `grader web` runs: use it as `with Server(…) as server: server.serve()`."""

    def __init__(
        self,
        course: Course,
        exercises: Path,
        options: Options,
        listener: socket.socket,
        command: str = "grader",
    ) -> None:
        self.host, self.port = listener.getsockname()[:2]
        self.board = Board()
        sandbox = layers_of_run(options)
        self._workers = PoolWorkers(options.jobs, exercises.parent)
        self._desk = Desk(
            course, exercises, options, self._workers, self.board, sandbox=sandbox, command=command
        )
        self._stop = threading.Event()
        self._watcher = threading.Thread(target=self._watch, args=(course, exercises), daemon=True)
        door = Door(self.port)
        self.address = door.address(self.host, self.port)
        app = create_app(self.board, self._desk.page, door)
        self._server = make_server(
            self.host, self.port, app, threaded=True, request_handler=QuietHandler,
            fd=listener.fileno(),
        )  # fmt: skip
        listener.close()

    def __enter__(self) -> "Server":
        self._desk.start()
        self._desk.look()
        self._watcher.start()
        return self

    def _watch(self, course: Course, exercises: Path) -> None:
        names = [exercise.id for exercise in course.exercises]
        for touched in changes(exercises, names, self._stop):
            self._desk.look(touched)

    def serve(self) -> None:
        """Answer requests until `shutdown` is called, or Ctrl-C is pressed in the main thread."""
        self._server.serve_forever(poll_interval=0.1)

    def shutdown(self) -> None:
        """End `serve`, from another thread."""
        self._server.shutdown()

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self.board.close()
        self.board.wait_for_listeners(0, GOODBYE)
        self._server.server_close()
        self._workers.close()
        self._desk.stop()
        self._watcher.join()


@contextlib.contextmanager
def ended_by_signals() -> Iterator[None]:
    """Let a request to terminate end the program as Ctrl-C does."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
