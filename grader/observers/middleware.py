"""Observers of `middleware`: a WSGI server and WSGI apps made by hand, which log what happens.

The log is one list of events in the order in which they happened: `before`, `app`, `start`,
`made` (the app makes a chunk), `got` (the server gets it), `write`, `closed` (the app's body), and
`raised` (what reached the server). A body that is closed again is logged once.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from flask import Flask, has_request_context

HEADER = ("X-Added", "ours")
Log = list[Any]
Start = Callable[[], object]
"""An app's own call of start_response."""
Header = tuple[str, str]
Planned = tuple[str, str, list[bytes]]
"""What the app answers: its kind (one of ANSWERS), status and chunks."""


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


class Closing:
    """A body of given chunks that logs when it is closed."""

    def __init__(self, log: Log, chunks: list[bytes]) -> None:
        self._log = log
        self._chunks = iter(chunks)

    def __iter__(self) -> Iterator[bytes]:
        return self._chunks

    def close(self) -> None:
        if "closed" not in self._log:
            self._log.append("closed")


def _in_a_list(log: Log, start: Start, chunks: list[bytes]) -> Iterable[bytes]:
    start()
    return list(chunks)


def _in_a_body(log: Log, start: Start, chunks: list[bytes]) -> Iterable[bytes]:
    start()
    return Closing(log, chunks)


def _when_read(log: Log, start: Start, chunks: list[bytes]) -> Iterable[bytes]:
    """Calls start_response when its body is read, as generators do."""
    try:
        start()
        yield from chunks
    finally:
        log.append("closed")


ANSWERS = {"list": _in_a_list, "body": _in_a_body, "generator": _when_read}


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


def serve(
    make: Any, kind: str, *, chunks: int = 9, mark: str = "marked", fails: bool = False
) -> Log:
    """What happens in one request to `make(app, before, header)` around an app of ours.

    `chunks` is how many of them the client stays for; `before` leaves `mark` in the environ, and
    with `fails` it raises.
    """
    log: Log = []

    def before(environ: dict[str, Any]) -> str:
        log.append("before")
        environ["mark"] = mark
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


def answered(
    make: Any,
    ours: list[Header],
    kind: str,
    status: str,
    headers: list[Header],
    chunks: list[bytes],
) -> Log:
    """What the server gets of an answer, through a middleware for each header of `ours`."""
    log: Log = []

    def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        return ANSWERS[kind]([], partial(start_response, status, headers), chunks)

    for header in ours:
        app = make(app, lambda environ: None, header)
    request = Request(app, log, {})
    while request.read():
        pass
    request.close()
    return log


def at_once(make: Any, requests: list[Planned], turns: list[int]) -> list[Log]:
    """What happens in each of the requests, when one middleware serves them all.

    `turns` says whose turn it is, again and again. A request is called at its first turn and read
    once at each further one; at its last turn it is read and closed.
    """
    logs: list[Log] = [[] for _ in requests]

    def before(environ: dict[str, Any]) -> None:
        logs[environ["number"]].append("before")

    def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        number = environ["number"]
        kind, status, chunks = requests[number]
        start = partial(start_response, status, [("X-Own", "app")])
        return ANSWERS[kind](logs[number], start, chunks)

    middleware = make(app, before, HEADER)
    begun: dict[int, Request] = {}
    for turn, number in enumerate(turns):
        is_last = number not in turns[turn + 1 :]
        is_first = number not in begun
        if is_first:
            begun[number] = Request(middleware, logs[number], {"number": number})
        if is_last or not is_first:
            begun[number].read()
        if is_last:
            begun[number].close()
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
