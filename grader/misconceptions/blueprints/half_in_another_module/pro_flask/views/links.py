from flask import url_for

from .user import us


@us.get("/here")
def here():
    return url_for(".index")
