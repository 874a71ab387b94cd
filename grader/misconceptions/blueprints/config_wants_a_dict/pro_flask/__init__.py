"""A `Mapping` need not be a `dict`, and one that isn't is left out here without a word; don't ask
for its type, take its keys; look at task 2.

Refused by: test_config_may_be_any_mapping
"""

from flask import Flask

from .views.account import ac
from .views.user import us


def create_app(config=None):
    app = Flask(__name__)
    if isinstance(config, dict):
        app.config.update(config)
    app.register_blueprint(us)
    app.register_blueprint(ac)
    return app
