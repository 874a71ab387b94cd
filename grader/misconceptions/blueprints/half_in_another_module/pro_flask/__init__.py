"""Only the factory imports `views/links.py`, so whoever imports `us` from its own module gets it
without the view `here`; let that module complete it; look at task 5.

Refused by: test_mounted_elsewhere
"""

from flask import Flask


def create_app(config=None):
    from .views import account, links

    app = Flask(__name__)
    app.config.from_mapping(config)
    app.register_blueprint(links.us)
    app.register_blueprint(account.ac)
    return app
