"""`url_for` only builds the text of a link, and a view that returns it shows that text; hand it to
`redirect` and return what comes back; look at task 6.

Refused by: test_home_redirects
"""

from flask import Blueprint, url_for

ac = Blueprint("ac", __name__)


@ac.get("/login")
def login():
    return "login"


@ac.get("/home")
def home():
    return url_for("us.index")
