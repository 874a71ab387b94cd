"""A blueprint takes no more routes once it has been registered, so the second call of `create_app`
fails here; write the views at the top level of their own module, once; look at task 1.

Refused by: test_a_new_app_each_time
"""

from flask import Flask, url_for

from .views.account import ac
from .views.user import us


def create_app(config=None):
    app = Flask(__name__)
    app.config.from_mapping(config)

    @us.get("/index")
    def index():
        return "index"

    @us.get("/here")
    def here():
        return url_for(".index")

    app.register_blueprint(us)
    app.register_blueprint(ac)
    return app
