"""Recording by a signal-free override of `full_dispatch_request`; the guard raises."""

from flask import Blueprint, Flask, request
from werkzeug.exceptions import Unauthorized


class Recording(Flask):
    def __init__(self, name):
        super().__init__(name)
        self.seen = []

    def full_dispatch_request(self, *context):
        self.seen.append(request.path)
        return super().full_dispatch_request(*context)


def create_app(is_logged_in):
    app = Recording(__name__)
    app.admin = Blueprint("admin", __name__, url_prefix="/admin")
    app.public = Blueprint("public", __name__, url_prefix=None)
    app.admin.add_url_rule("/", "start", view)
    app.public.add_url_rule("/", "start", view)

    def guard():
        if is_logged_in(request):
            return
        raise Unauthorized("members only")

    app.admin.before_request_funcs.setdefault(None, []).append(guard)
    return app


def view():
    return "dashboard" if request.blueprint == "admin" else "welcome"


def register(app):
    app.register_blueprint(app.admin)
    app.register_blueprint(app.public)
