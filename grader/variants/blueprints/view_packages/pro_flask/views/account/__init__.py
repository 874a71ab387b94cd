"""Turns both view modules into packages, with a module for each view."""

from flask import Blueprint

ac = Blueprint("ac", __name__)

from . import home, login  # noqa: E402, F401  they need ac
