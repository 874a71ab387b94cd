"""The rule for `/` is well meant, but a program that calls the factory counts on exactly the rules
it was promised; leave it out; look at task 7.

Refused by: test_no_other_rules
"""

from flask import Flask, redirect, url_for

from .views.account import ac
from .views.user import us


def create_app(config=None):
    app = Flask(__name__)
    app.config.from_mapping(config)
    app.register_blueprint(us)
    app.register_blueprint(ac)
    app.add_url_rule("/", "root", lambda: redirect(url_for("us.index")))
    return app
