"""Who may come in: the one reader to whom the terminal showed the address.

The address holds a token that nobody can guess. It is changed for a cookie at once, so that it
stays neither in the address bar nor in a `Referer`. A page of another site can make the browser
send requests here, but without the cookie (SameSite=Strict), under a wrong `Host` (DNS rebinding)
or with a foreign `Origin`; each is refused. Other ports of this machine are the same site, so what
a browser says in `Sec-Fetch-Site` counts too.
"""

import hmac
import secrets

from flask import Flask, Request, Response, abort, redirect, render_template, request
from werkzeug.datastructures import Headers
from werkzeug.wrappers import Response as AnyResponse

from grader import language
from grader.page import policy
from grader.page.render import LANG
from grader.page.words import spoken

NAMES = {"127.0.0.1": "127.0.0.1", "localhost": "127.0.0.1", "::1": "::1"}
"""The hosts that can be served on, and the addresses they mean: all are this machine alone."""
SAFE_METHODS = ("GET", "HEAD")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Door:
    """Lets a request in or refuses it."""

    def __init__(self, port: int) -> None:
        self.token = secrets.token_urlsafe(32)
        self._cookie = f"underglass-{port}"
        self._hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]")}
        if port == 80:
            self._hosts |= {host.removesuffix(":80") for host in self._hosts}

    def guard(self, app: Flask) -> None:
        """Stand before every view of `app`."""
        app.before_request(self._let_in)
        app.after_request(self._add_headers)

    def address(self, host: str, port: int) -> str:
        """What the terminal shows."""
        name = f"[{host}]" if ":" in host else host
        return f"http://{name}:{port}/?token={self.token}"

    def _let_in(self) -> AnyResponse | None:
        if not self._is_asked_here(request):
            abort(403)
        if request.path == "/" and "token" in request.args:
            return self._change_for_cookie(request.args["token"])
        if not self._is_right(request.cookies.get(self._cookie, "")):
            return _refusal()
        return None

    def _is_asked_here(self, asked: Request) -> bool:
        """Whether the request names this server, and doesn't come from another site's page."""
        host = asked.headers.get("Host", "").lower()
        origin = asked.headers.get("Origin")
        if host not in self._hosts or (origin is not None and origin != f"http://{host}"):
            return False
        if origin is None and asked.method not in SAFE_METHODS:
            return False
        return not _is_foreign(asked.headers)

    def _change_for_cookie(self, token: str) -> AnyResponse:
        if not self._is_right(token):
            return _refusal()
        response = redirect("/", 303)
        response.set_cookie(self._cookie, self.token, httponly=True, samesite="Strict", path="/")
        return response

    def _is_right(self, token: str) -> bool:
        return hmac.compare_digest(token.encode(), self.token.encode())

    def _add_headers(self, response: Response) -> Response:
        response.headers.update(HEADERS)
        response.headers["Content-Security-Policy"] = f"{policy(live=True)}; frame-ancestors 'none'"
        return response


def _refusal() -> Response:
    """What the reader sees who came without the token; the browser may just have kept the cookie
    back, since a page of another site brought it here."""
    lang = LANG[language.current()]
    return Response(render_template("refused.html", say=spoken(), lang=lang), 403)


def _is_foreign(headers: Headers) -> bool:
    """Whether another site's page asks for anything but to be left for this one."""
    if headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin"):
        return False
    going = headers.get("Sec-Fetch-Mode") == "navigate"
    return not (going and headers.get("Sec-Fetch-Dest") == "document")
