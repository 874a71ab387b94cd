"""The defaults are written after `config`, so they win over what the caller asked for; put them
into `app.config` first; look at task 2.

Refused by: test_config_is_applied
"""

from flask import Flask

from .views.account import ac
from .views.user import us


def create_app(config=None):
    app = Flask(__name__)
    app.config.from_mapping(config)
    app.config.update(SECRET_KEY="for development only", TESTING=False)
    app.register_blueprint(us)
    app.register_blueprint(ac)
    return app
