"""`redirect` sends nothing by itself: it makes an answer, and the view has to return it; look at
task 6.

Refused by: test_home_redirects
"""

from flask import Blueprint, redirect, url_for

ac = Blueprint("ac", __name__)


@ac.get("/login")
def login():
    return "login"


@ac.get("/home")
def home():
    redirect(url_for("us.index"))
