"""The page is streamed, but its messages are read in the view, before the session is saved."""

from flask import Flask, flash, get_flashed_messages, redirect, request, stream_template_string

PAGE = """{% for category, message in messages %}
<p class="{{ category }}">{{ message }}</p>
{% endfor %}"""


def create_app(secret_key):
    app = Flask(__name__)
    app.secret_key = secret_key

    @app.post("/login")
    def login():
        match request.form.get("name"):
            case None | "":
                flash("name missing", "error")
            case name:
                flash(f"welcome {name}", "ok")
                flash("last visit unknown", "info")
        return redirect("page", 303)

    @app.get("/page")
    def page():
        messages = get_flashed_messages(with_categories=True)
        return app.response_class(stream_template_string(PAGE, messages=messages))

    @app.get("/errors")
    def errors():
        return get_flashed_messages(category_filter=["error"])

    return app
