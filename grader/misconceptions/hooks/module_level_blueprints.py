"""App or blueprints are made once, when the module is imported, and shared by all callers; make
them in `create_app`; look at task 7.

Refused by: test_two_apps
"""

from collections.abc import Callable

from flask import Blueprint, Flask, Request, request
from flask.typing import ResponseReturnValue


ADMIN = Blueprint("admin", __name__, url_prefix="/admin")
PUBLIC = Blueprint("public", __name__)


class Site(Flask):
    """A Flask app with two blueprints and a record of the paths that were asked for."""

    admin: Blueprint
    public: Blueprint
    seen: list[str]


def create_app(is_logged_in: Callable[[Request], bool]) -> Site:
    """A new app with `app.admin`, `app.public` and `app.seen`; nothing is registered yet."""
    app = Site(__name__)
    app.admin = ADMIN
    app.public = PUBLIC
    app.seen = []

    @app.before_request
    def record() -> None:
        app.seen.append(request.path)

    @app.admin.before_request
    def guard() -> ResponseReturnValue | None:
        return None if is_logged_in(request) else ("please log in", 401)

    if not ADMIN.deferred_functions[1:]:
        app.admin.add_url_rule("/", "dashboard", lambda: "dashboard")
        app.public.add_url_rule("/", "welcome", lambda: "welcome")
    return app


def register(app: Site) -> None:
    """Register the app's two blueprints."""
    app.register_blueprint(app.admin)
    app.register_blueprint(app.public)
