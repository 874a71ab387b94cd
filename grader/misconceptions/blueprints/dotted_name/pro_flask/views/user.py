"""The first argument of `Blueprint` is its own short name, which endpoints begin with, and may hold
no dot; the module's `__name__` is the second argument only; look at task 3.

Refused by: test_us_is_a_blueprint_of_that_name
"""

from flask import Blueprint, url_for

us = Blueprint(__name__, __name__, url_prefix="/xx")


@us.get("/index")
def index():
    return "index"


@us.get("/here")
def here():
    return url_for(".index")
