"""Sessions don't reach the store that is given: use its client, and call `Session(app)` once the
settings are written; look at task 1.

Refused by: test_sessions_are_kept
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from flask import Flask
from flask_session import Session
from redis import Redis

Factory = Callable[..., Any]


def configure(app: Flask, client: Redis) -> None:
    """Keep the app's sessions in `client`."""
    app.config.update(
        SESSION_TYPE="redis",
        SESSION_REDIS=Redis(port=1, retry=None, socket_connect_timeout=0.2),
        SESSION_KEY_PREFIX="course:",
        SESSION_SERIALIZATION_FORMAT="json",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(minutes=30),
    )
    Session(app)


def get_interface(config: Mapping[str, Any], backends: Mapping[str, Factory]) -> Any:
    """The session interface that the configuration asks for."""
    wanted = config.get("SESSION_TYPE", "null")
    kind = str(wanted).lower()
    if kind not in backends:
        known = ", ".join(sorted(backends))
        raise ValueError(f"SESSION_TYPE is {wanted!r}; known are: {known}")
    return backends[kind](
        config.get(f"SESSION_{kind.upper()}"),
        key_prefix=config.get("SESSION_KEY_PREFIX", "session:"),
        use_signer=config.get("SESSION_USE_SIGNER", False),
        permanent=config.get("SESSION_PERMANENT", True),
    )
