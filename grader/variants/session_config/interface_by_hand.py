"""Flask-Session's interface is made by hand; dict merge for the defaults."""

from datetime import timedelta

from flask_session.redis import RedisSessionInterface


def configure(app, client):
    app.config |= {
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=0.5),
    }
    app.session_interface = RedisSessionInterface(
        app, client=client, key_prefix="course:", serialization_format="json"
    )


def get_interface(config, backends):
    merged = {"SESSION_TYPE": "null", **config}
    try:
        factory = backends[kind := str(merged["SESSION_TYPE"]).casefold()]
    except KeyError:
        message = f"{merged['SESSION_TYPE']!s}? There are only {', '.join(backends)}."
        raise ValueError(message) from None
    flags = {"key_prefix": "session:", "use_signer": False, "permanent": True}
    for name in flags:
        flags[name] = merged.get("SESSION_" + name.upper(), flags[name])
    return factory(merged.get(f"SESSION_{kind.upper()}"), **flags)
