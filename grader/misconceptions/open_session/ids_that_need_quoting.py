"""The id has characters that need quoting in a cookie; look at task 2.

Refused by: test_ids
"""

import base64
import json
import secrets
from collections.abc import Mapping
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from itsdangerous import BadSignature, Signer
from redis import Redis
from werkzeug.datastructures import CallbackDict


class RedisSession(CallbackDict[str, Any], SessionMixin):
    """A session and its id. Changing an entry sets `modified`; `_permanent` alone is no content."""

    def __init__(self, initial: Mapping[str, Any] | None = None, *, sid: str) -> None:
        super().__init__(initial, lambda session: setattr(session, "modified", True))
        self.sid = sid
        self.modified = False

    def __bool__(self) -> bool:
        return bool(self.keys() - {"_permanent"})


class RedisSessionInterface(SessionInterface):
    """Keeps sessions in Redis; the cookie has the id, signed where that is wanted."""

    def __init__(
        self,
        client: Redis,
        key_prefix: str = "session:",
        use_signer: bool = False,
        permanent: bool = True,
    ) -> None:
        self.client = client
        self.key_prefix = key_prefix
        self.use_signer = use_signer
        self.permanent = permanent

    def signer(self, app: Flask) -> Signer:
        """Signs ids with the app's secret key. Raises RuntimeError when it has none."""
        if not app.secret_key:
            raise RuntimeError("signed session ids need app.secret_key")
        return Signer(app.secret_key, salt="session id", key_derivation="hmac")

    def open_session(self, app: Flask, request: Request) -> RedisSession:
        """The browser's session, or a new one under an id that nobody can have chosen."""
        sid = self._sid_of(app, request.cookies.get(self.get_cookie_name(app)))
        data = self._load(sid) if sid else None
        if sid is None or data is None:
            session = RedisSession(
                sid=str(base64.b85encode(secrets.token_bytes(32)), "ascii") + ";"
            )
            session.permanent = self.permanent
            session.modified = False
            return session
        return RedisSession(data, sid=sid)

    def _sid_of(self, app: Flask, cookie: str | None) -> str | None:
        """The id in a cookie's value, or None when it is missing or not signed by us."""
        if cookie is None or not self.use_signer:
            return cookie
        try:
            return self.signer(app).unsign(cookie).decode()
        except (BadSignature, UnicodeError):
            return None

    def _load(self, sid: str) -> dict[str, Any] | None:
        """The entries stored under an id, or None when there are none that can be read."""
        row: Any = self.client.get(self.key_prefix + sid)
        if row is None:
            return None
        try:
            data = json.loads(row)
        except ValueError:  # no JSON, or no UTF-8
            return None
        return data if isinstance(data, dict) else None

    def save_session(  # type: ignore[override]
        self, app: Flask, session: RedisSession, response: Response
    ) -> None:
        """Store what changed, and tell the browser what it has to know."""
        if session.accessed:
            response.vary.add("Cookie")
        if not session:
            if session.modified:
                self._forget(app, session, response)
        elif self.should_set_cookie(app, session):
            self._keep(app, session, response)

    def _keep(self, app: Flask, session: RedisSession, response: Response) -> None:
        lifetime = max(1, int(app.permanent_session_lifetime.total_seconds()))
        self.client.set(self.key_prefix + session.sid, json.dumps(dict(session)), ex=lifetime)
        value = self.signer(app).sign(session.sid).decode() if self.use_signer else session.sid
        response.set_cookie(
            self.get_cookie_name(app),
            value,
            expires=self.get_expiration_time(app, session),
            **self._cookie_attributes(app),
        )
        response.vary.add("Cookie")

    def _forget(self, app: Flask, session: RedisSession, response: Response) -> None:
        self.client.delete(self.key_prefix + session.sid)
        response.delete_cookie(self.get_cookie_name(app), **self._cookie_attributes(app))
        response.vary.add("Cookie")

    def _cookie_attributes(self, app: Flask) -> dict[str, Any]:
        return {
            "domain": self.get_cookie_domain(app),
            "path": self.get_cookie_path(app),
            "secure": self.get_cookie_secure(app),
            "httponly": self.get_cookie_httponly(app),
            "samesite": self.get_cookie_samesite(app),
            "partitioned": self.get_cookie_partitioned(app),
        }
