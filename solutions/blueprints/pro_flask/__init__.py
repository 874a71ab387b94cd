"""The site: `create_app` makes an app out of the blueprints in `views`."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask

from .views.account import ac
from .views.user import us


def create_app(config: Mapping[str, object] | None = None) -> Flask:
    """Make a new app with the blueprints `us` and `ac`, and `config` applied."""
    app = Flask(__name__)
    app.config.from_mapping(config)

    app.register_blueprint(us)
    app.register_blueprint(ac)
    return app
