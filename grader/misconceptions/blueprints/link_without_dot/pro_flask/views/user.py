"""`url_for("index")` looks for a view of the app, and this one belongs to a blueprint; a dot in
front means “of my own blueprint”; look at task 4.

Refused by: test_here
"""

from flask import Blueprint, url_for

us = Blueprint("us", __name__, url_prefix="/xx")


@us.get("/index")
def index():
    return "index"


@us.get("/here")
def here():
    return url_for("index")
