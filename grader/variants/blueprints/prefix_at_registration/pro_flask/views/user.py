from flask import Blueprint, url_for

us = Blueprint("us", __name__)


@us.route("/index")
def index():
    return "index"


@us.route("/here")
def here():
    return url_for(".index")
