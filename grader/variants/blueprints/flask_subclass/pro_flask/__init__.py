"""Makes an app of a subclass of Flask, with a setting of its own that `config` goes over."""

from collections import ChainMap
from types import MappingProxyType

from flask import Flask

from .views import account, user

DEFAULTS = MappingProxyType({"SECRET_KEY": "for development only", "TITLE": "Underglass"})


class Site(Flask):
    def __init__(self, config):
        super().__init__(__name__)
        self.config.from_mapping(ChainMap(dict(config), dict(DEFAULTS)))
        self.register_blueprint(user.us)
        self.register_blueprint(account.ac)


def create_app(config=None):
    return Site(config or {})
