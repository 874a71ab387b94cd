from flask import Response, url_for

from . import us


@us.get("/index", endpoint="index")
def show_index():
    return Response("index", mimetype="text/plain")


@us.get("/here", endpoint="here")
def show_link():
    return Response(url_for(".index"), mimetype="text/plain")
