"""Sessions in Redis, by configuration; and the function that picks a backend.

The tasks are in README.md beside this file; the numbers below are theirs. Write each function in
place of its `raise NotImplementedError`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask
from redis import Redis

Factory = Callable[..., Any]


def configure(app: Flask, client: Redis) -> None:
    """Keep the app's sessions in `client`."""
    # TODO: tasks 1 to 5: settings first, then flask_session.Session(app).
    raise NotImplementedError


def get_interface(config: Mapping[str, Any], backends: Mapping[str, Factory]) -> Any:
    """The session interface that the configuration asks for."""
    # TODO: tasks 6 to 10.
    raise NotImplementedError
