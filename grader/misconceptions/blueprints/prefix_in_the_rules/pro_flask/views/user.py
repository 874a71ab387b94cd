"""With `/xx` written into its rules the blueprint can't be mounted elsewhere: below `/yy` its view
is at `/yy/xx/index`; keep the rules relative and give `url_prefix`; look at task 5.

Refused by: test_mounted_elsewhere
"""

from flask import Blueprint, url_for

us = Blueprint("us", __name__)


@us.get("/xx/index")
def index():
    return "index"


@us.get("/xx/here")
def here():
    return url_for(".index")
