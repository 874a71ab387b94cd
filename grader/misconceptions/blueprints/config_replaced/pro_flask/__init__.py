"""`app.config = ...` throws away every setting that Flask itself lives on; add to the config that
is there, with `from_mapping` or `update`; look at task 2.

Refused by: test_config_keeps_flask_s_settings
"""

from flask import Flask

from .views.account import ac
from .views.user import us


def create_app(config=None):
    app = Flask(__name__)
    if config:
        app.config = dict(config)
    app.register_blueprint(us)
    app.register_blueprint(ac)
    return app
