"""A copy of the blueprint is registered, so what others mount as `us` isn't what your app has;
register the one in `views/user.py`; look at task 3.

Refused by: test_us_is_a_blueprint_of_that_name
"""

import copy

from flask import Flask

from .views import account, user


def create_app(config=None):
    app = Flask(__name__)
    app.config.update(config or {})
    app.register_blueprint(account.ac)
    app.register_blueprint(copy.copy(user.us))
    return app
