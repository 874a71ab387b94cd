"""Registers every blueprint that it finds in the modules of `views`, and names none of them."""

import importlib
import pkgutil

from flask import Blueprint, Flask

from . import views


def blueprints():
    for module in pkgutil.iter_modules(views.__path__, f"{views.__name__}."):
        names = vars(importlib.import_module(module.name))
        yield from (value for value in names.values() if isinstance(value, Blueprint))


def create_app(config=None):
    app = Flask(__name__)
    app.config |= dict(config or {})
    for blueprint in blueprints():
        app.register_blueprint(blueprint)
    return app
