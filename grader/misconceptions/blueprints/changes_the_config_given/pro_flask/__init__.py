"""`config` belongs to the caller, and `setdefault` writes into it; put defaults into `app.config`
first and let `config` go over them; look at task 2.

Refused by: test_config_is_applied
"""

from flask import Flask

from .views.account import ac
from .views.user import us


def create_app(config=None):
    config = {} if config is None else config
    if isinstance(config, dict):
        config.setdefault("TITLE", "Underglass")
    app = Flask(__name__)
    app.config.from_mapping(config)
    app.register_blueprint(us)
    app.register_blueprint(ac)
    return app
