"""The blueprint `ac`: the views `login` and `home`."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from werkzeug import Response

ac = Blueprint("ac", __name__)


@ac.get("/login")
def login() -> str:
    return "login"


@ac.get("/home")
def home() -> Response:
    # The name of the other blueprint is enough: its module need not be imported.
    return redirect(url_for("us.index"))
