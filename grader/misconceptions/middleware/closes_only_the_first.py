"""That the body is closed is noted on `self`: the next request finds the note, and its body stays
open; look at task 8.

Refused by: test_requests_at_once
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask

Before = Callable[[WSGIEnvironment], object]


class Answer:
    """The body of an app, which is closed once."""

    def __init__(self, middleware: "HeaderMiddleware", body: Iterable[bytes]) -> None:
        self._middleware = middleware
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._body)

    def close(self) -> None:
        if not self._middleware.is_closed and hasattr(self._body, "close"):
            self._middleware.is_closed = True
            self._body.close()


class HeaderMiddleware:
    """Stands between a WSGI server and a WSGI app."""

    def __init__(self, app: WSGIApplication, before: Before, header: tuple[str, str]) -> None:
        self._app = app
        self._before = before
        self._header = header
        self.is_closed = False

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(
            status: str, headers: list[tuple[str, str]], *exc_info: Any
        ) -> Callable[[bytes], object]:
            return start_response(status, [*headers, self._header], *exc_info)

        self._before(environ)
        return Answer(self, self._app(environ, start))


def install(app: Flask, before: Before, header: tuple[str, str]) -> Flask:
    """Put a HeaderMiddleware between the server and the app."""
    app.wsgi_app = HeaderMiddleware(app.wsgi_app, before, header)  # type: ignore[method-assign]
    return app
