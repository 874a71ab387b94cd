import flask
from pro_flask.helpers import blueprint


def login():
    return "login"


def home():
    flask.abort(flask.redirect(flask.url_for("us.index")))


ac = blueprint("ac", __name__, login, home)
