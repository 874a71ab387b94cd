"""`create_app` takes `config` and then never uses it: each of its keys has to get into
`app.config`; look at task 2.

Refused by: test_config_is_applied
"""

from flask import Flask

from .views.account import ac
from .views.user import us


def create_app(config=None):
    app = Flask(__name__)
    app.register_blueprint(us)
    app.register_blueprint(ac)
    return app
