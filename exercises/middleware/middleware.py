"""A WSGI middleware that looks at each request and adds a header to each answer.

The tasks are in README.md beside this file; the numbers below are theirs. Write each part in place
of its `raise NotImplementedError`.
"""

from collections.abc import Callable, Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask


class HeaderMiddleware:
    """Stands between a WSGI server and a WSGI app."""

    def __init__(
        self,
        app: WSGIApplication,
        before: Callable[[WSGIEnvironment], object],
        header: tuple[str, str],
    ) -> None:
        # TODO: task 1: keep all three.
        raise NotImplementedError

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        # TODO: tasks 1 to 8: give the app a start_response of your own that adds the header.
        raise NotImplementedError


def install(
    app: Flask, before: Callable[[WSGIEnvironment], object], header: tuple[str, str]
) -> Flask:
    """Put a HeaderMiddleware between the server and the app."""
    # TODO: task 9.
    raise NotImplementedError
