"""The public blueprint records for the whole app; the guard sits on the endpoint."""

from flask import Blueprint, Flask, current_app, make_response, request


class Admin(Blueprint):
    def __init__(self, is_logged_in):
        super().__init__("admin", __name__, url_prefix="/admin")
        self.is_logged_in = is_logged_in
        self.before_request(self.guard)
        self.add_url_rule("/", view_func=self.dashboard)

    def guard(self):
        if not self.is_logged_in(request):
            return make_response(("", 401, {"WWW-Authenticate": "Basic"}))

    def dashboard(self):
        return "dashboard"


def create_app(is_logged_in):
    app = Flask("site")
    app.seen, app.admin, app.public = [], Admin(is_logged_in), Blueprint("public", "site")
    app.public.before_app_request(lambda: current_app.seen.append(request.path))
    app.public.add_url_rule("/", endpoint="home", view_func=lambda: "welcome")
    return app


def register(app):
    app.register_blueprint(app.public)
    app.register_blueprint(app.admin)
