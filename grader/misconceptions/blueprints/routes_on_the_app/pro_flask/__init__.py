"""`@app.get` makes these views the app's own, with the endpoints `index` and `here`, and `us` stays
empty; decorate them with `us` in its own module; look at task 7.

Refused by: test_mounted_elsewhere
"""

from flask import Flask, url_for

from .views.account import ac
from .views.user import us


def create_app(config=None):
    app = Flask(__name__)
    app.config.from_mapping(config)
    app.register_blueprint(us)
    app.register_blueprint(ac)

    @app.get("/xx/index")
    def index():
        return "index"

    @app.get("/xx/here")
    def here():
        return url_for("index")

    return app
