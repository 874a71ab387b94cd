"""`html.escape` and strings; a set as filter; views on a blueprint."""

import html

import flask

site = flask.Blueprint("site", __name__)


@site.post("/login")
def login():
    if not flask.request.form.get("name"):
        flask.flash("name missing", "error")
    else:
        flask.flash("welcome {}".format(flask.request.form["name"]), "ok")
        flask.flash("last visit unknown", "info")
    response = flask.make_response("", 303)
    response.headers["Location"] = flask.url_for(".page")
    return response


@site.get("/page")
def page():
    lines = ["<!doctype html><h1>News</h1>"]
    for pair in flask.get_flashed_messages(with_categories=True):
        category, message = map(html.escape, pair)
        lines.append(f"<p class='{category}' role=status>{message}</p>")
    return "\n".join(lines)


@site.get("/errors")
def errors():
    return flask.jsonify(list(flask.get_flashed_messages(category_filter={"error"})))


def create_app(secret_key):
    app = flask.Flask(__name__)
    app.config["SECRET_KEY"] = secret_key
    app.register_blueprint(site)
    return app
