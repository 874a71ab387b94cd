"""The prefix `/xx` belongs to the blueprint `us`, and here it is `ac` that has one, so `/login` is
found at `/xx/login` and `us` stands at the root; look at task 3.

Refused by: test_index, test_login
"""

from flask import Blueprint, redirect, url_for

ac = Blueprint("ac", __name__, url_prefix="/xx")


@ac.get("/login")
def login():
    return "login"


@ac.get("/home")
def home():
    return redirect(url_for("us.index"))
