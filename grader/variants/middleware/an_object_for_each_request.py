"""An object for each request, which is the iterator and the start_response."""


class Exchange:
    def __init__(self, middleware, environ, start_response):
        self.header = middleware.header
        self.start_response = start_response
        middleware.before(environ)
        self.body = middleware.app(environ, self.start)
        self.chunks = iter(self.body)

    def start(self, status, headers, exc_info=None):
        arguments = [status, [*headers, self.header]]
        return self.start_response(*arguments, *([exc_info] if exc_info else []))

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.chunks)

    def close(self):
        close = getattr(self.body, "close", lambda: None)
        close()


class HeaderMiddleware:
    def __init__(self, app, before, header):
        self.app, self.before, self.header = app, before, header

    def __call__(self, environ, start_response):
        return Exchange(self, environ, start_response)


def install(app, before, header):
    app.wsgi_app = HeaderMiddleware(app.wsgi_app, before, header)
    return app
