"""Has one function, in a module of its own, that makes a blueprint out of functions."""

from flask import Blueprint


def blueprint(name, import_name, *views, prefix=None):
    made = Blueprint(name, import_name, url_prefix=prefix)
    for view in views:
        made.add_url_rule(f"/{view.__name__}", view_func=view)
    return made
