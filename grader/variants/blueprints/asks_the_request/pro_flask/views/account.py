"""Does without the dot: asks the request for its blueprint's name, and the app for the link."""

from flask import Blueprint, current_app, redirect

from .user import us

ac = Blueprint("ac", __name__)


@ac.route("/login")
def login():
    return "login"


@ac.route("/home")
def home():
    return redirect(current_app.url_for(f"{us.name}.index"))
