from flask import Blueprint

us = Blueprint("us", __name__)

from . import pages  # noqa: E402, F401  (adds the routes)
