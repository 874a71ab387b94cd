"""What is mounted where is data, in a module of settings; the views are packages."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from flask import Flask

from .settings import MOUNTS


def create_app(config: Mapping[str, object] | None = None) -> Flask:
    app = Flask(__name__)
    app.config.from_mapping(config)
    for module, name, options in MOUNTS:
        blueprint = getattr(import_module(module, __name__), name)
        app.register_blueprint(blueprint, **options)
    return app
