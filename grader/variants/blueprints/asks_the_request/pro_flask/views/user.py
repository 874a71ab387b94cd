from flask import Blueprint, current_app, make_response, request

us = Blueprint("us", __name__, url_prefix="/xx")


@us.route("/index")
def index():
    return make_response("index", 200)


@us.route("/here")
def here():
    return current_app.url_for(f"{request.blueprint}.index")
