"""A generator with try and finally."""


class HeaderMiddleware:
    def __init__(self, app, before, header):
        self.app, self.before, self.header = app, before, header

    def __call__(self, environ, start_response):
        self.before(environ)

        def with_header(status, headers, exc_info=None):
            headers = list(headers) + [self.header]
            if exc_info is None:
                return start_response(status, headers)
            return start_response(status, headers, exc_info)

        body = self.app(environ, with_header)
        try:
            yield from body
        finally:
            if hasattr(body, "close"):
                body.close()


def install(app, before, header):
    app.wsgi_app = HeaderMiddleware(app.wsgi_app, before, header)
    return app
