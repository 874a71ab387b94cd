"""`DEFAULTS` is one dict for all calls, and `update` writes each `config` into it, so the next app
gets what was meant for this one; update `app.config` instead; look at task 2.

Refused by: test_config_is_not_shared
"""

from flask import Flask

from .views.account import ac
from .views.user import us

DEFAULTS = {"TITLE": "Underglass"}


def create_app(config=None):
    DEFAULTS.update(config or {})
    app = Flask(__name__)
    app.config.from_mapping(DEFAULTS)
    app.register_blueprint(us)
    app.register_blueprint(ac)
    return app
