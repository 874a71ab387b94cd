"""`request.form["name"]` answers 400 when there is no such field; look at task 3.

Refused by: test_login_without_a_name
"""

from flask import (
    Flask,
    flash,
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
{% for category, message in get_flashed_messages(with_categories=true) -%}
<p class="{{ category }}">{{ message }}</p>
{% endfor %}"""


def create_app(secret_key: str | bytes) -> Flask:
    """A new app with `POST /login`, `GET /page` and `GET /errors`."""
    app = Flask(__name__)
    app.secret_key = secret_key

    @app.post("/login")
    def login() -> ResponseReturnValue:
        if name := request.form["name"]:
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
        return get_flashed_messages(category_filter=["error"])

    return app
