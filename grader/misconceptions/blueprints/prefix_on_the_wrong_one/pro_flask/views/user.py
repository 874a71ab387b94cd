from flask import Blueprint, url_for

us = Blueprint("us", __name__)


@us.get("/index")
def index():
    return "index"


@us.get("/here")
def here():
    return url_for(".index")
