"""Views as classes, the template from a loader, the messages read in the view."""

from flask import Flask, flash, get_flashed_messages, redirect, render_template, request, url_for
from flask.views import MethodView, View
from jinja2 import DictLoader

PAGES = {
    "base.html": "<!doctype html>{% block body %}{% endblock %}",
    "page.html": """{% extends "base.html" %}
{% macro show(category, message) %}<p class="{{ category }}">{{ message }}</p>{% endmacro %}
{% block body %}{% for pair in messages %}{{ show(*pair) }}{% endfor %}{% endblock %}""",
}


class Login(MethodView):
    def post(self):
        name = request.form.get("name") or None
        self.welcome(name) if name else flash("name missing", "error")
        return redirect(url_for("page"), code=303)

    def welcome(self, name):
        flash("welcome %s" % name, "ok")
        flash("last visit unknown", "info")


class Page(View):
    def dispatch_request(self):
        return render_template("page.html", messages=get_flashed_messages(True))


class Errors(View):
    def dispatch_request(self):
        return get_flashed_messages(False, {"error": True})


def create_app(secret_key):
    app = Flask(__name__)
    app.jinja_loader = DictLoader(PAGES)
    app.secret_key = secret_key
    app.add_url_rule("/login", view_func=Login.as_view("login"))
    app.add_url_rule("/page", view_func=Page.as_view("page"))
    app.add_url_rule("/errors", view_func=Errors.as_view("errors"))
    return app
