"""A link that is typed in stays where it was when the blueprint moves; ask `url_for` for it at each
request; look at task 5.

Refused by: test_mounted_elsewhere
"""

from flask import Blueprint

us = Blueprint("us", __name__, url_prefix="/xx")


@us.get("/index")
def index():
    return "index"


@us.get("/here")
def here():
    return "/xx/index"
