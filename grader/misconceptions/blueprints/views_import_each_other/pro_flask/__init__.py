"""`account` and `user` import each other, which goes well only while `user` happens to be the
first; a link needs the other blueprint's name, not its module; look at task 8.

Refused by: test_any_module_first
"""

from flask import Flask


def create_app(config=None):
    from .views import user

    app = Flask(__name__)
    app.config.from_mapping(config)
    app.register_blueprint(user.us)
    app.register_blueprint(user.ac)
    return app
