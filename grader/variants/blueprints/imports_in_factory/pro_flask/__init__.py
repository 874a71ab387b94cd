"""Imports the views inside the factory, and lets their package register its blueprints."""

from flask import Flask


def create_app(config=None):
    app = Flask("pro_flask")
    app.config.update(config or {})

    from . import views

    views.register(app)
    return app
