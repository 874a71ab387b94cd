"""Werkzeug's ClosingIterator; the header is appended to the app's own list."""

from werkzeug.wsgi import ClosingIterator


class HeaderMiddleware:
    def __init__(self, app, before, header):
        self.app = app
        self.before = before
        self.header = header

    def __call__(self, environ, start_response):
        self.before(environ)

        def start(status, headers, *rest):
            headers.append(self.header)
            return start_response(status, headers, *rest)

        body = self.app(environ, start)
        return ClosingIterator(body, getattr(body, "close", None))


def install(app, before, header):
    inner = app.wsgi_app
    app.wsgi_app = HeaderMiddleware(inner, before, header)
    return app
