"""What the exercises on sessions in Redis share: an app with such sessions, and its browsers."""

from typing import Any

from flask import Flask, Request, session
from werkzeug.http import dump_cookie
from werkzeug.test import EnvironBuilder

from grader.observers.store import client, lifetimes, rows


class Site:
    """An app whose sessions an interface of the student's keeps, and views that use them."""

    def __init__(
        self,
        make: Any,
        *,
        signed: bool = False,
        permanent: bool = True,
        prefix: str = "session:",
        secret: str | None = "a secret",
        store: Any = None,
        **settings: Any,
    ) -> None:
        self.store = client() if store is None else store
        self.prefix = prefix
        self.app = Flask("site")
        self.app.secret_key = secret
        self.app.testing = True
        self.app.config.update(settings)
        self.interface = make(self.store, prefix, signed, permanent)
        self.app.session_interface = self.interface
        for rule, view in VIEWS.items():
            self.app.add_url_rule(rule, view.__name__, view)

    @property
    def cookie_name(self) -> str:
        return str(self.interface.get_cookie_name(self.app))

    def request(self, cookie: str | None) -> Request:
        """A request with this value in the session's cookie."""
        headers = [] if cookie is None else [("Cookie", dump_cookie(self.cookie_name, cookie))]
        return self.app.request_class(EnvironBuilder(headers=headers).get_environ())

    def open(self, cookie: str | None) -> Any:
        """What the interface opens for a request with this cookie."""
        return self.interface.open_session(self.app, self.request(cookie))

    def browser(self, cookie: str | None = None) -> "Browser":
        return Browser(self, cookie)

    def entries(self) -> list[bytes]:
        """What the rows hold, in an order that their random ids don't decide."""
        return sorted(rows(self.store).values())

    def keys(self) -> list[str]:
        return list(rows(self.store))

    def lifetimes(self) -> list[int | None]:
        return lifetimes(self.store)


def _put(name: str, value: str) -> str:
    session[name] = value
    return "done"


def _pop(name: str) -> str:
    session.pop(name, None)
    return "done"


def _clear() -> str:
    session.clear()
    return "done"


def _fleeting() -> str:
    session["here"] = 1
    session.clear()
    return "done"


def _all() -> dict[str, Any]:
    return {name: value for name, value in session.items() if not name.startswith("_")}


def _look() -> str:
    return "there" if "user" in session else "not there"


def _idle() -> str:
    return "idle"


VIEWS: dict[str, Any] = {
    "/put/<name>/<value>": _put,
    "/pop/<name>": _pop,
    "/clear": _clear,
    "/fleeting": _fleeting,
    "/all": _all,
    "/look": _look,
    "/idle": _idle,
}


class Browser:
    """Keeps the session's cookie from visit to visit, as a browser does."""

    def __init__(self, site: Site, cookie: str | None) -> None:
        self.site = site
        self.cookie = cookie
        self.response: Any = None

    def visit(self, path: str) -> Any:
        """The text of the answer, or what the view `/all` found."""
        headers = {} if self.cookie is None else {
            "Cookie": dump_cookie(self.site.cookie_name, self.cookie)
        }  # fmt: skip
        web = self.site.app.test_client(use_cookies=False)
        self.response = web.get(path, headers=headers)
        for name, value, attributes in self._set_cookies():
            if name == self.site.cookie_name:
                gone = attributes.get("max-age") == "0" or value == ""
                self.cookie = None if gone else value
        return self.response.json if path == "/all" else self.response.text

    def _set_cookies(self) -> list[tuple[str, str, dict[str, str]]]:
        found = []
        for line in self.response.headers.getlist("Set-Cookie"):
            pair, *rest = (part.strip() for part in line.split(";"))
            name, _, value = pair.partition("=")
            attributes = {k.lower(): v for k, _, v in (part.partition("=") for part in rest)}
            found.append((name, value, attributes))
        return found

    def cookies_sent(self) -> list[dict[str, Any]]:
        """The cookies of the last answer: what is in them but the time, which goes on."""
        sent = []
        for name, value, attributes in self._set_cookies():
            lasting = "expires" in attributes or "max-age" in attributes
            sent.append(
                {
                    "name": name,
                    "domain": attributes.get("domain", "").lstrip(".") or None,
                    "path": attributes.get("path"),
                    "samesite": attributes.get("samesite"),
                    "flags": sorted({"secure", "httponly", "partitioned"} & set(attributes)),
                    "kind": "deleted" if value == "" else "lasting" if lasting else "session",
                }
            )
        return sent

    def vary(self) -> bool:
        """Whether the last answer says `Vary: Cookie`."""
        return "cookie" in self.response.vary
