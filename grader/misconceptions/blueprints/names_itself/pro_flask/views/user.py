"""`us.index` is the view's endpoint only while the blueprint is mounted as `us`; under another name
the link leads to the wrong mount or nowhere, so write `.index`; look at task 5.

Refused by: test_mounted_elsewhere
"""

from flask import Blueprint, url_for

us = Blueprint("us", __name__, url_prefix="/xx")


@us.get("/index")
def index():
    return "index"


@us.get("/here")
def here():
    return url_for("us.index")
