"""A real server for the observers that need one."""

import contextlib
import threading
from collections.abc import Iterator
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server


class _Quiet(WSGIRequestHandler):
    """A handler without a line for each request: its time would be in the report."""

    def log(self, type: str, message: str, *args: Any) -> None: ...


@contextlib.contextmanager
def served(app: Any) -> Iterator[int]:
    """The port on which an app answers, each request in a thread of its own."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
