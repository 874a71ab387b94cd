"""The request's `start_response` is kept on `self`, where the next request overwrites it; look at
task 8.

Refused by: test_requests_at_once
"""

from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask

Before = Callable[[WSGIEnvironment], object]


class HeaderMiddleware:
    """Stands between a WSGI server and a WSGI app."""

    def __init__(self, app: WSGIApplication, before: Before, header: tuple[str, str]) -> None:
        self._app = app
        self._before = before
        self._header = header

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(
            status: str, headers: list[tuple[str, str]], *exc_info: Any
        ) -> Callable[[bytes], object]:
            return self._start_response(status, [*headers, self._header], *exc_info)

        self._before(environ)
        self._start_response = start_response
        return self._app(environ, start)


def install(app: Flask, before: Before, header: tuple[str, str]) -> Flask:
    """Put a HeaderMiddleware between the server and the app."""
    app.wsgi_app = HeaderMiddleware(app.wsgi_app, before, header)  # type: ignore[method-assign]
    return app
