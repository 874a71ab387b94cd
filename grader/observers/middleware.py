"""Observers of `middleware`: a WSGI server and WSGI apps made by hand, which log what happens.

The log is one list of events in the order in which they happened: `before`, `app`, `start`,
`made` (the app makes a chunk), `got` (the server gets it), `write`, `closed` (the app's body), and
`raised` (what reached the server). A body that is closed again is logged once.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from flask import Flask, has_request_context

HEADER = ("X-Added", "ours")
Log = list[Any]


class Body:
    """A body of two chunks that logs when it makes one and when it is closed."""

    def __init__(self, log: Log, chunks: int = 2) -> None:
        self._log = log
        self._left = list(range(1, chunks + 1))
        self._closed = False

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if not self._left:
            raise StopIteration
        number = self._left.pop(0)
        self._log.append(("made", number))
        return f"chunk {number}".encode()

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            self._log.append("closed")


class BadBody(Body):
    """A body that raises after its first chunk."""

    def __next__(self) -> bytes:
        chunk = super().__next__()
        if chunk != b"chunk 1":
            raise LookupError("in the body")
        return chunk


def _plain(log: Log, environ: Any, start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", [("X-Own", "app"), ("X-Added", "app")])
    return Body(log)


def _list(log: Log, environ: Any, start_response: Any) -> Iterable[bytes]:
    start_response(f"200 {environ.get('mark', 'OK')}", [])
    return [b"chunk 1", b"chunk 2"]


def _late(log: Log, environ: Any, start_response: Any) -> Iterable[bytes]:
    """Calls start_response when its body is read, as generators do."""
    start_response(f"200 {environ.get('mark', 'OK')}", [("X-Own", "app")])
    yield b"chunk 1"
    yield b"chunk 2"


def _writes(log: Log, environ: Any, start_response: Any) -> Iterable[bytes]:
    write = start_response("200 OK", [])
    write(b"written")
    return [b"chunk 1"]


def _restarts(log: Log, environ: Any, start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", [])
    try:
        raise KeyError("on the way")
    except KeyError:
        start_response("500 Sorry", [("X-Own", "error")], sys.exc_info())
    return [b"sorry"]


def _raises(log: Log, environ: Any, start_response: Any) -> Iterable[bytes]:
    raise LookupError("in the app")


def _bad_body(log: Log, environ: Any, start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", [])
    return BadBody(log)


APPS: dict[str, Callable[[Log, Any, Any], Iterable[bytes]]] = {
    "plain": _plain,
    "list": _list,
    "late": _late,
    "writes": _writes,
    "restarts": _restarts,
    "raises": _raises,
    "bad body": _bad_body,
}


class Request:
    """One request, as a server handles it: called first, then read chunk by chunk, then closed."""

    def __init__(self, app: Any, log: Log, environ: dict[str, Any]) -> None:
        self._log = log
        self._body: Any = app(environ, self._start_response)
        self._chunks: Iterator[bytes] | None = None

    def _start_response(self, status: str, headers: list[Any], exc_info: Any = None) -> Any:
        error = exc_info[0].__name__ if exc_info else None
        self._log.append(("start", status, sorted(map(tuple, headers)), error))
        return lambda data: self._log.append(("write", data))

    def read(self) -> bool:
        """Get one chunk; False at the end."""
        if self._chunks is None:
            self._chunks = iter(self._body)
        try:
            self._log.append(("got", next(self._chunks)))
        except StopIteration:
            return False
        return True

    def close(self) -> None:
        if hasattr(self._body, "close"):
            self._body.close()


def serve(make: Any, kind: str, *, chunks: int = 9, fails: bool = False) -> Log:
    """What happens in one request to `make(app, before, header)` around an app of ours.

    `chunks` is how many of them the client stays for; with `fails`, `before` raises.
    """
    log: Log = []

    def before(environ: dict[str, Any]) -> str:
        log.append("before")
        environ["mark"] = "marked"
        if fails:
            raise LookupError("in before")
        return "not of interest"

    def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        log.append("app")
        return APPS[kind](log, environ, start_response)

    middleware = make(app, before, HEADER)
    assert not log, "it called something when it was made"
    try:
        request = Request(middleware, log, {})
        try:
            while chunks and request.read():
                chunks -= 1
        finally:
            request.close()
    except LookupError as error:
        log.append(("raised", type(error).__name__, error.args))
    return log


def two_at_once(make: Any) -> list[Log]:
    """What happens in two requests that are both called before either is read."""
    logs: list[Log] = [[], []]

    def before(environ: dict[str, Any]) -> None:
        logs[environ["number"]].append("before")

    def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        environ["mark"] = f"number {environ['number']}"
        return _late([], environ, start_response)

    middleware = make(app, before, HEADER)
    requests = [Request(middleware, log, {"number": n}) for n, log in enumerate(logs)]
    for number in (0, 1, 0, 1, 1, 0):
        requests[number].read()
    for request in requests:
        request.close()
    return logs


def calls(make: Any) -> tuple[list[str], list[str]]:
    """What is called when the middleware is made, and what until a first request is over."""
    called: list[str] = []

    def app(environ: Any, start_response: Any) -> Iterable[bytes]:
        called.append("app")
        return _list(called, environ, start_response)

    middleware = make(app, lambda environ: called.append("before"), HEADER)
    when_made = list(called)
    list(middleware({}, lambda *_: None))
    return when_made, called


def site() -> Flask:
    """A small Flask app."""
    app = Flask("site")
    app.add_url_rule("/", "index", lambda: "index")
    return app


def visit(app: Flask, path: str) -> dict[str, Any]:
    """Status, text unless it is an error's, and the headers that begin with X-Added."""
    response = app.test_client().get(path)
    added = sorted((k, v) for k, v in response.headers if k.startswith("X-Added"))
    text = response.text if response.status_code < 400 else ""
    return {"status": response.status_code, "text": text, "added": added}


def contexts_seen(install: Any) -> list[bool]:
    """Whether there was a request context when `before` ran, for two requests."""
    found: list[bool] = []
    app = install(site(), lambda environ: found.append(has_request_context()), HEADER)
    visit(app, "/"), visit(app, "/nowhere")
    return found
