"""`config` may be left out or be None, and then there is nothing to apply; look at task 2.

Refused by: test_config_may_be_left_out
"""

from flask import Flask

from .views import account, user


def create_app(config):
    app = Flask(__name__)
    app.config.update(config)
    app.register_blueprint(account.ac)
    app.register_blueprint(user.us)
    return app
