"""`abort(401)`, decorators for the views."""

from flask import Blueprint, Flask, abort, request


def create_app(is_logged_in):
    app = Flask(__name__)
    admin = app.admin = Blueprint("admin", __name__, url_prefix="/admin")
    public = app.public = Blueprint("public", __name__)
    app.seen = []

    @app.before_request
    def log():
        app.seen.append(request.path)

    @admin.before_request
    def check():
        if not is_logged_in(request):
            abort(401)

    @admin.route("/")
    def dashboard():
        return "dashboard"

    @public.route("/")
    def welcome():
        return "welcome"

    return app


def register(app):
    for blueprint in (app.public, app.admin):
        app.register_blueprint(blueprint)
