from flask import Blueprint

us = Blueprint("us", __name__, url_prefix="/xx")


@us.get("/index")
def index():
    return "index"
