"""App or blueprints are made once, when the module is imported, and shared by all callers; make
them in `create_app`; look at task 7.

Refused by: test_two_apps
"""

from flask import Blueprint, Flask, request

app = Flask(__name__)
app.admin = Blueprint("admin", __name__, url_prefix="/admin")
app.public = Blueprint("public", __name__)
app.seen = []
app.gate = None


@app.before_request
def record():
    app.seen.append(request.path)


@app.admin.before_request
def guard():
    if not app.gate(request):
        return "please log in", 401


app.admin.add_url_rule("/", "dashboard", lambda: "dashboard")
app.public.add_url_rule("/", "welcome", lambda: "welcome")


def create_app(is_logged_in):
    app.gate = is_logged_in
    return app


def register(app):
    if not app.blueprints:
        app.register_blueprint(app.admin)
        app.register_blueprint(app.public)
