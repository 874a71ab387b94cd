"""`with_categories` given by position; the `e` filter; a tuple as filter."""

from flask import Flask, flash, get_flashed_messages, jsonify, redirect, render_template_string
from flask import request

TEMPLATE = """
<html><body>
{%- with messages = get_flashed_messages(True) %}
  {%- for m in messages %}
  <p class='{{ m[0]|e }}'>
    {{ m.1|e }}
  </p>
  {%- else %}
  nothing new
  {%- endfor %}
{%- endwith %}
</body></html>
"""


def create_app(secret_key):
    app = Flask(__name__, static_folder=None)
    app.config.update(SECRET_KEY=secret_key)

    @app.route("/login", methods=["POST"])
    def login():
        name = request.form.get("name", "")
        if name == "":
            flash("name missing", category="error")
            return redirect("/page", code=303)
        flash("welcome " + name, category="ok")
        flash("last visit unknown", category="info")
        return redirect("/page", code=303)

    @app.route("/page")
    def show():
        return render_template_string(TEMPLATE)

    @app.route("/errors")
    def failed():
        return jsonify(get_flashed_messages(category_filter=("error",)))

    return app
