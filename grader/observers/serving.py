"""A real server for the observers that need one, and connections to it: no network is involved.

Each connection is a pair of sockets in this process, so a submission needs no right to connect to
anything, and has none.
"""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

Dial = Callable[[], socket.socket]
"""Opens a connection."""


class _Quiet(WSGIRequestHandler):
    """A handler without a line for each request: its time would be in the report."""

    def log(self, type: str, message: str, *args: Any) -> None: ...


class _Unbound(ThreadedWSGIServer):
    """A server without an address: connections are handed to it."""

    def server_bind(self) -> None:
        self.server_name, self.server_port = self.host, self.port

    def server_activate(self) -> None: ...


@contextlib.contextmanager
def served(app: Any) -> Iterator[Dial]:
    """What connects to an app that answers, each request in a thread of its own."""
    server = _Unbound("127.0.0.1", 80, app, _Quiet)

    def dial() -> socket.socket:
        ours, theirs = socket.socketpair()
        arguments = (theirs, ("127.0.0.1", 1))
        threading.Thread(target=server.process_request_thread, args=arguments, daemon=True).start()
        return ours

    try:
        yield dial
    finally:
        server.server_close()
