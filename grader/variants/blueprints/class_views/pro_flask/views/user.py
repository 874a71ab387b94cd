from flask import Blueprint, Response, url_for
from flask.views import View


class Text(View):
    """Answers with what a function returns."""

    def __init__(self, text):
        self.text = text

    def dispatch_request(self):
        return Response(self.text(), mimetype="text/plain")


us = Blueprint("us", __name__, url_prefix="/xx")
us.add_url_rule("/index", view_func=Text.as_view("index", lambda: "index"))
us.add_url_rule("/here", view_func=Text.as_view("here", lambda: url_for(".index")))
