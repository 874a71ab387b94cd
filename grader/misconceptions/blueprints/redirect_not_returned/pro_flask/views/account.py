"""`/home` has to return what `redirect(url_for("us.index"))` gives: a bare link is text, a
redirect that isn't returned is nothing, and `.index` would be a view of `ac`; look at task 6.

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
