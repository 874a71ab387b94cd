import flask
from pro_flask.helpers import blueprint


def index():
    return "index"


def here():
    return flask.url_for(".index")


us = blueprint("us", __name__, index, here, prefix="/xx")
