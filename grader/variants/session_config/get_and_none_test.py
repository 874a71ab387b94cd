"""`.get` and tests for what is missing; `from_mapping`."""

from flask_session import Session

MISSING = object()


def configure(app, client):
    app.config.from_mapping(
        SESSION_TYPE="Redis".lower(),
        SESSION_REDIS=client,
        SESSION_KEY_PREFIX="course" + ":",
        SESSION_SERIALIZATION_FORMAT="json",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        PERMANENT_SESSION_LIFETIME=1800,
    )
    Session(app)


def setting(config, name, default):
    value = config.get(name, MISSING)
    return default if value is MISSING else value


def get_interface(config, backends):
    kind = setting(config, "SESSION_TYPE", "null")
    for known, factory in backends.items():
        if isinstance(kind, str) and kind.lower() == known:
            return factory(
                setting(config, "SESSION_" + known.upper(), None),
                permanent=setting(config, "SESSION_PERMANENT", True),
                use_signer=setting(config, "SESSION_USE_SIGNER", False),
                key_prefix=setting(config, "SESSION_KEY_PREFIX", "session:"),
            )
    raise ValueError(f"no backend {kind!r} among " + ", ".join(backends))
