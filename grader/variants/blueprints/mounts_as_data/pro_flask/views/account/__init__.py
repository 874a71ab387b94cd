from flask import Blueprint, Response, url_for

ac = Blueprint("ac", __name__)


def go_home():
    return "", 302, {"Location": url_for("us.index")}


for rule, endpoint, view in [
    ("/login", "login", lambda: Response("login", content_type="text/plain; charset=utf-8")),
    ("/home", "home", go_home),
]:
    ac.add_url_rule(rule, endpoint, view)
