"""`/errors` leaves in the session what it didn't answer; reading takes all; look at task 7.

Refused by: test_the_rest_is_dropped
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
{% for category, message in get_flashed_messages(with_categories=true) -%}
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
        return render_template_string(PAGE)

    @app.get("/errors")
    def errors() -> ResponseReturnValue:
        waiting = session.get("_flashes", [])
        session["_flashes"] = [pair for pair in waiting if pair[0] != "error"]
        return [message for category, message in waiting if category == "error"]

    return app
