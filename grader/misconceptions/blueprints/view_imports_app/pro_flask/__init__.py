"""The views import `app` from the package, which is still busy importing the views and has no `app`
yet; a view needs none: ask `flask.current_app` in a request; look at task 8.

Refused by: test_any_module_first
"""

from flask import Flask

from .views.account import ac
from .views.user import us


def create_app(config=None):
    app = Flask(__name__)
    app.config.from_mapping(config)
    app.register_blueprint(us)
    app.register_blueprint(ac)
    return app


app = create_app()
