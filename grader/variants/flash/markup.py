"""No template: `Markup` escapes; errors are filtered by hand."""

from flask import Flask, Response, flash, get_flashed_messages, json, redirect, request
from markupsafe import Markup

PARAGRAPH = Markup('<p class="{}">{}</p>')


def create_app(secret_key):
    app = Flask("site")
    app.secret_key = secret_key
    app.add_url_rule("/login", view_func=login, methods=["POST"])
    app.add_url_rule("/page", view_func=page)
    app.add_url_rule("/errors", view_func=errors)
    return app


def login():
    name = request.form.get("name")
    messages = [("ok", f"welcome {name}"), ("info", "last visit unknown")]
    for category, message in messages if name else [("error", "name missing")]:
        flash(message, category)
    return redirect("http://localhost/page", 303)


def page():
    pairs = get_flashed_messages(with_categories=True)
    return Markup("").join(PARAGRAPH.format(*pair) for pair in pairs)


def errors():
    wanted = []
    for category, message in get_flashed_messages(with_categories=True):
        if category == "error":
            wanted.append(message)
    return Response(json.dumps(wanted), mimetype="application/json")
