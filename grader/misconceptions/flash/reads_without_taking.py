"""What was shown stays in the session: looking takes nothing out, and a streamed page reads after
the session was saved; look at task 7.

Refused by: test_shown_once
"""

from flask import (
    Flask,
    flash,
    get_flashed_messages,
    redirect,
    render_template_string,
    request,
    session,
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
        return render_template_string(PAGE, messages=session.get("_flashes", []))

    @app.get("/errors")
    def errors() -> ResponseReturnValue:
        return get_flashed_messages(category_filter=["error"])

    return app
