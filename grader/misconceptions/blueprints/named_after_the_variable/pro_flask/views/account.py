"""A blueprint's name is its first argument, whatever the variable is called, and other parts link
to it by that name; look at task 6.

Refused by: test_ac_is_a_blueprint_of_that_name
"""

from flask import Blueprint, redirect, url_for

ac = Blueprint("account", __name__)


@ac.route("/login")
def login():
    return "login"


@ac.route("/home")
def home():
    return redirect(url_for("us.index"))
