import flask

us = flask.Blueprint("us", __name__, url_prefix="/xx")
us.add_url_rule("index", "index", lambda: "index")
us.add_url_rule("here", "here", lambda: flask.url_for(".index"))
