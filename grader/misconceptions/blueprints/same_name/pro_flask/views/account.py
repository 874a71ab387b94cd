"""Two blueprints of one app can't have the same name, and this one was copied with the name of the
other: call it `ac`; look at task 6.

Refused by: test_ac_is_a_blueprint_of_that_name
"""

from flask import Blueprint, redirect, url_for

ac = Blueprint("us", __name__)


@ac.get("/login")
def login():
    return "login"


@ac.get("/home")
def home():
    return redirect(url_for("us.index"))
