"""One app-wide hook that records, then asks which blueprint it is."""

from flask import Blueprint, Flask, Response, request


def create_app(is_logged_in):
    app = Flask(__name__)
    app.seen = []
    app.admin = Blueprint("admin", __name__)
    app.public = Blueprint("public", __name__)
    app.admin.get("/")(lambda: "dashboard")
    app.public.get("/")(lambda: "welcome")

    def before():
        app.seen += [request.path]
        if request.blueprint == "admin" and not is_logged_in(request):
            return Response("who are you?", status=401, mimetype="text/plain")
        return None

    app.before_request(before)
    return app


def register(app):
    app.register_blueprint(app.public)
    app.register_blueprint(app.admin, url_prefix="/admin")
