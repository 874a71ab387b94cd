"""A prefix is the beginning of a URL's path, and a path begins with a slash: `/xx`, not `xx`; Flask
refuses the rule when the blueprint is registered; look at task 3.

Refused by: test_us_is_a_blueprint_of_that_name
"""

from flask import Blueprint, url_for

us = Blueprint("us", __name__, url_prefix="xx")


@us.get("/index")
def index():
    return "index"


@us.get("/here")
def here():
    return url_for(".index")
