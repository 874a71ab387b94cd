"""A list beside the views is one for all browsers; the session is each one's own; look at task 8.

Refused by: test_other_browsers
"""

from flask import (
    Flask,
    get_flashed_messages,
    redirect,
    render_template_string,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

PAGE = """\
<!doctype html>
<title>Messages</title>
{% for category, message in messages -%}
<p class="{{ category }}">{{ message }}</p>
{% endfor %}"""


def create_app(secret_key: str | bytes) -> Flask:
    """A new app with `POST /login`, `GET /page` and `GET /errors`."""
    app = Flask(__name__)
    waiting: list[tuple[str, str]] = []

    def flash(message: str, category: str = "message") -> None:
        waiting.append((category, message))

    def take() -> list[tuple[str, str]]:
        taken = [*waiting, *get_flashed_messages(with_categories=True)]
        waiting.clear()
        return taken

    app.secret_key = secret_key

    @app.post("/login")
    def login() -> ResponseReturnValue:
        if name := request.form.get("name"):
            flash(f"welcome {name}", "ok")
            flash("last visit unknown", "info")
        else:
            flash("name missing", "error")
        return redirect(url_for("page"), 303)

    @app.get("/page")
    def page() -> ResponseReturnValue:
        return render_template_string(PAGE, messages=take())

    @app.get("/errors")
    def errors() -> ResponseReturnValue:
        return [message for category, message in take() if category == "error"]

    return app
