"""A dict has one value for each name: of two `Set-Cookie` of the app it keeps the last; look at
task 3.

Refused by: test_header_is_added
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
            own = dict(headers)
            return start_response(status, [*own.items(), self._header], *exc_info)

        self._before(environ)
        # The app's own iterable: the server reads it chunk by chunk, and closes it.
        return self._app(environ, start)


def install(app: Flask, before: Before, header: tuple[str, str]) -> Flask:
    """Put a HeaderMiddleware between the server and the app."""
    app.wsgi_app = HeaderMiddleware(app.wsgi_app, before, header)  # type: ignore[method-assign]
    return app
