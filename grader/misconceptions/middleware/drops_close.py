"""A generator expression over the body has no way to close it; look at task 6.

Refused by: test_close_at_the_end, test_close_in_the_middle
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
            return start_response(status, [*headers, self._header], *exc_info)

        self._before(environ)
        return (chunk for chunk in self._app(environ, start))


def install(app: Flask, before: Before, header: tuple[str, str]) -> Flask:
    """Put a HeaderMiddleware between the server and the app."""
    app.wsgi_app = HeaderMiddleware(app.wsgi_app, before, header)  # type: ignore[method-assign]
    return app
