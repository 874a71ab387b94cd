"""Gives `us` its prefix where it is registered, has no static files, and sets one key at a time."""

from flask import Flask

from pro_flask.views import account, user


def create_app(config=None):
    app = Flask(__name__, static_folder=None)
    app.register_blueprint(account.ac, url_prefix="/")
    app.register_blueprint(user.us, url_prefix="/xx")
    for key in config or ():
        app.config[key] = config[key]
    return app
