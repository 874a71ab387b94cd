"""The app is made once, at import, so the key of the last call holds for all; look at task 1.

Refused by: test_create_app
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


app = Flask(__name__)


def add_views() -> None:
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
        return get_flashed_messages(category_filter=["error"])


add_views()


def create_app(secret_key: str | bytes) -> Flask:
    app.secret_key = secret_key
    return app
