"""The form of 2018, on a copy, with settings one by one."""

import datetime

import flask_session


def configure(app, client):
    app.config["SESSION_TYPE"] = "redis"
    app.config["SESSION_REDIS"] = client
    app.config["SESSION_KEY_PREFIX"] = "course:"
    app.config["SESSION_SERIALIZATION_FORMAT"] = "json"
    app.config["SESSION_COOKIE_HTTPONLY"] = True
    app.config["SESSION_COOKIE_SAMESITE"] = "Lax"
    app.permanent_session_lifetime = datetime.timedelta(seconds=1800)
    flask_session.Session().init_app(app)


def get_interface(config, backends):
    config = dict(config)
    config.setdefault("SESSION_TYPE", "null")
    config.setdefault("SESSION_PERMANENT", True)
    config.setdefault("SESSION_USE_SIGNER", False)
    config.setdefault("SESSION_KEY_PREFIX", "session:")
    kind = config["SESSION_TYPE"]
    if not isinstance(kind, str) or kind.lower() not in backends:
        raise ValueError("unknown session type %r, choose from %s" % (kind, list(backends)))
    kind = kind.lower()
    config.setdefault("SESSION_" + kind.upper(), None)
    return backends[kind](
        config["SESSION_" + kind.upper()],
        key_prefix=config["SESSION_KEY_PREFIX"],
        use_signer=config["SESSION_USE_SIGNER"],
        permanent=config["SESSION_PERMANENT"],
    )
