"""Closures and `functools.partial`; the class only holds the function."""

from functools import partial


def add_header(header, start_response, status, headers, *exc_info):
    return start_response(status, [header, *headers], *exc_info)


def wrapped(app, before, header):
    def call(environ, start_response):
        before(environ)
        return app(environ, partial(add_header, header, start_response))

    return call


class HeaderMiddleware:
    def __init__(self, *parts):
        self._call = wrapped(*parts)

    def __call__(self, *request):
        return self._call(*request)


def install(app, before, header):
    setattr(app, "wsgi_app", HeaderMiddleware(app.wsgi_app, before, header))
    return app
