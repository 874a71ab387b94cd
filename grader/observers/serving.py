"""A real server for the observers that need one, and connections to it: no network is involved.

Each connection is a pair of sockets in this process, so a submission needs no right to connect to
anything, and has none.
"""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

Dial = Callable[[], socket.socket]
"""Opens a connection."""
LAST = 0.1
"""Seconds in which requests may end that have been answered: what they print then is heard."""


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
    threads = list[threading.Thread]()

    def dial() -> socket.socket:
        ours, theirs = socket.socketpair()
        arguments = (theirs, ("127.0.0.1", 1))
        thread = threading.Thread(target=server.process_request_thread, args=arguments, daemon=True)
        threads.append(thread)
        thread.start()
        return ours

    try:
        yield dial
    finally:
        until = time.monotonic() + LAST
        for thread in threads:
            thread.join(max(0.0, until - time.monotonic()))
        server.server_close()
