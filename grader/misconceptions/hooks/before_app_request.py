"""The guard runs for every request of the app; only `before_request` of the blueprint itself is
for its own views; look at task 5.

Refused by: test_nothing_else_is_guarded
"""

from collections.abc import Callable

from flask import Blueprint, Flask, Request, request
from flask.typing import ResponseReturnValue


class Site(Flask):
    """A Flask app with two blueprints and a record of the paths that were asked for."""

    admin: Blueprint
    public: Blueprint
    seen: list[str]


def create_app(is_logged_in: Callable[[Request], bool]) -> Site:
    """A new app with `app.admin`, `app.public` and `app.seen`; nothing is registered yet."""
    app = Site(__name__)
    app.admin = Blueprint("admin", __name__, url_prefix="/admin")
    app.public = Blueprint("public", __name__)
    app.seen = []

    @app.before_request
    def record() -> None:
        app.seen.append(request.path)

    @app.admin.before_app_request
    def guard() -> ResponseReturnValue | None:
        return None if is_logged_in(request) else ("please log in", 401)

    app.admin.add_url_rule("/", "dashboard", lambda: "dashboard")
    app.public.add_url_rule("/", "welcome", lambda: "welcome")
    return app


def register(app: Site) -> None:
    """Register the app's two blueprints."""
    app.register_blueprint(app.admin)
    app.register_blueprint(app.public)
