"""The dot in `url_for(".index")` means the blueprint of this view, which is `ac`, and `ac` has no
`index`; name the other blueprint: `us.index`; look at task 6.

Refused by: test_home_redirects
"""

from flask import Blueprint, redirect, url_for

ac = Blueprint("ac", __name__)


@ac.get("/login")
def login():
    return "login"


@ac.get("/home")
def home():
    return redirect(url_for(".index"))
