from flask import Blueprint

us = Blueprint("us", "pro_flask.views.user", url_prefix="/xx")
