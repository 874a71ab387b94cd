"""The blueprint `us`: the views `index` and `here`."""

from __future__ import annotations

from flask import Blueprint, url_for

us = Blueprint("us", __name__, url_prefix="/xx")


@us.get("/index")
def index() -> str:
    return "index"


@us.get("/here")
def here() -> str:
    # The dot stands for the blueprint of this request, under the name it is mounted by here.
    return url_for(".index")
