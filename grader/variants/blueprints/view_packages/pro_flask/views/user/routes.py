from flask import url_for

from .blueprint import us


@us.get("/index")
def index():
    return "index"


@us.get("/here")
def here():
    return url_for(".index")
