from flask import Blueprint
from pro_flask import app

us = Blueprint("us", __name__, url_prefix="/xx")


@us.get("/index")
def index():
    return "index"


@us.get("/here")
def here():
    return app.url_for(".index")
