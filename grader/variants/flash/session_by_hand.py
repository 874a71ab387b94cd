"""The session's own key is read and emptied without `get_flashed_messages`."""

from flask import Flask, flash, jsonify, redirect, render_template_string, request, session, url_for


def take():
    return session.pop("_flashes", [])


def create_app(secret_key):
    app = Flask(__name__)
    app.secret_key = secret_key

    @app.post("/login")
    def login():
        name = request.form.get("name")
        if name:
            flash(f"welcome {name}", "ok")
            flash("last visit unknown", "info")
        else:
            flash("name missing", "error")
        response = redirect(url_for("page"))
        response.status_code = 303
        return response

    @app.get("/page")
    def page():
        line = '<p class="{{ pair[0] }}">{{ pair[1] }}</p>'
        return "\n".join(render_template_string(line, pair=pair) for pair in take())

    @app.get("/errors")
    def errors():
        return jsonify([message for category, message in take() if category == "error"])

    return app
