"""A ChainMap over the defaults; the configuration from an object."""

from collections import ChainMap

from flask_session import Session

DEFAULTS = {
    "SESSION_TYPE": "null",
    "SESSION_KEY_PREFIX": "session:",
    "SESSION_USE_SIGNER": False,
    "SESSION_PERMANENT": True,
}


class Course:
    SESSION_TYPE = "redis"
    SESSION_KEY_PREFIX = "course:"
    SESSION_SERIALIZATION_FORMAT = "json"
    SESSION_PERMANENT = True
    SESSION_USE_SIGNER = False
    SESSION_COOKIE_HTTPONLY = True
    SESSION_COOKIE_SAMESITE = "Lax"
    PERMANENT_SESSION_LIFETIME = 30 * 60


def configure(app, client):
    app.config.from_object(Course)
    app.config["SESSION_REDIS"] = client
    Session(app)


def get_interface(config, backends):
    settings = ChainMap(config, DEFAULTS)
    name = f"{settings['SESSION_TYPE']}".strip().lower()
    factory = backends.get(name)
    if factory is None:
        choices = " or ".join(backends)
        raise ValueError(f"{settings['SESSION_TYPE']} is no session type; take {choices}")
    options = {
        "key_prefix": settings["SESSION_KEY_PREFIX"],
        "use_signer": settings["SESSION_USE_SIGNER"],
        "permanent": settings["SESSION_PERMANENT"],
    }
    return factory(config.get("SESSION_" + name.upper()), **options)
