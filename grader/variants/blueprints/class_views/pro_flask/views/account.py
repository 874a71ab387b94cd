"""Writes every view as a class, and answers with Response objects."""

from flask import Blueprint, Response, url_for
from flask.views import MethodView


class Login(MethodView):
    def get(self):
        return Response("login", mimetype="text/plain")


class Home(MethodView):
    def get(self):
        return Response(status=302, headers={"Location": url_for("us.index")})


ac = Blueprint("ac", __name__)
for view in (Login, Home):
    name = view.__name__.lower()
    ac.add_url_rule(f"/{name}", view_func=view.as_view(name))
