"""`_external=True` puts scheme and host before the link; within one site the path alone is the
link; look at task 4.

Refused by: test_here
"""

from flask import Blueprint, url_for

us = Blueprint("us", __name__, url_prefix="/xx")


@us.get("/index")
def index():
    return "index"


@us.get("/here")
def here():
    return url_for(".index", _external=True)
