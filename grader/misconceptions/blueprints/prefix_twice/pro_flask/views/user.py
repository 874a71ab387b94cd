"""The prefix stands before every rule of the blueprint, so `/xx` in the blueprint and `/xx` in the
rule make `/xx/xx/index`; write it once; look at task 3.

Refused by: test_index
"""

from flask import Blueprint, url_for

us = Blueprint("us", __name__, url_prefix="/xx")


@us.get("/xx/index")
def index():
    return "index"


@us.get("/xx/here")
def here():
    return url_for(".index")
