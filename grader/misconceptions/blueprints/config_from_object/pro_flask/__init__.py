"""`from_object` reads the attributes of an object, and a mapping keeps its keys elsewhere, so
nothing is applied and nothing complains; try `from_mapping`; look at task 2.

Refused by: test_config_is_applied
"""

from flask import Flask

from .views.account import ac
from .views.user import us


def create_app(config=None):
    app = Flask(__name__)
    app.config.from_object(config)
    app.register_blueprint(us)
    app.register_blueprint(ac)
    return app
