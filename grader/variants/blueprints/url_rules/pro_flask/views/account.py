"""Uses no decorators: `add_url_rule` names the endpoints of functions that are called otherwise."""

from flask import Blueprint, redirect, url_for


def show_login_page():
    return "login"


def go_home():
    return redirect(url_for("us.index"), code=303)


ac = Blueprint("ac", __name__)
ac.add_url_rule("/login", "login", show_login_page, methods=["GET", "POST"])
ac.add_url_rule("/home", "home", go_home)
