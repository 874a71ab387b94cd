from flask import Blueprint, redirect, url_for

from .user import us

ac = Blueprint("ac", __name__)


@ac.get("/login")
def login():
    return "login"


@ac.get("/home")
def home():
    return redirect(url_for(f"{us.name}.index"))
