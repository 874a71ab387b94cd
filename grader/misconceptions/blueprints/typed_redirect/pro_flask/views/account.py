"""`/xx/index` is where `us` is in this app only; give `redirect` what `url_for` says of the view
`us.index`, and it finds `us` wherever it is; look at task 6.

Refused by: test_home_finds_us_wherever_it_is
"""

from flask import Blueprint, redirect

ac = Blueprint("ac", __name__)


@ac.get("/login")
def login():
    return "login"


@ac.get("/home")
def home():
    return redirect("/xx/index")
