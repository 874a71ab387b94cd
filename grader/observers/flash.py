"""Observers of `flash`: browsers that visit a site, and what they find on its pages."""

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from flask import Flask, flash, request


class Site:
    """A student's app with a view of ours, `POST /flash`, that flashes what it is sent."""

    def __init__(self, create_app: Callable[[Any], Flask], key: str | bytes = "moonlight") -> None:
        self.app = create_app(key)
        self.app.config["PROPAGATE_EXCEPTIONS"] = True
        self.app.add_url_rule("/flash", "flash_for_the_grader", _flash, methods=["POST"])

    def browser(self) -> "Browser":
        """A browser that has no cookie yet."""
        return Browser(self.app)


def plain_app(key: str | bytes) -> Flask:
    """An app of ours that has nothing but its key."""
    app = Flask("plain")
    app.secret_key = key
    return app


def _flash() -> str:
    flash(request.form["message"], request.form["category"])
    return "flashed"


class Browser:
    """One visitor: the cookies of one browser."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._client = app.test_client()

    def login(self, name: str | None) -> tuple[int, str]:
        """Status of a login, and the path it sends us to; for None, the field isn't sent."""
        response = self._client.post("/login", data={} if name is None else {"name": name})
        path = urljoin("http://localhost/login", response.location or "")
        return response.status_code, path.removeprefix("http://localhost")

    def page(self) -> tuple[int, list[tuple[str, str]]]:
        """Status of the page, and class and text of each `<p>`, blanks around it stripped."""
        response = self._client.get("/page")
        return response.status_code, paragraphs(response.get_data(as_text=True))

    def errors(self) -> tuple[int, Any]:
        """Status of the errors, and what their JSON holds."""
        response = self._client.get("/errors")
        return response.status_code, response.get_json(silent=True)

    def flash(self, message: str, category: str) -> int:
        """Visit the view of ours that flashes a message; its status."""
        data = {"message": message, "category": category}
        return self._client.post("/flash", data=data).status_code

    def visit(self, path: str) -> int:
        """Status of a GET."""
        return self._client.get(path).status_code

    def type_of(self, path: str) -> str | None:
        """Content type of a GET, without its parameters."""
        return self._client.get(path).mimetype

    def at(self, site: Site) -> "Browser":
        """The same browser, cookie and all, at another site of this name."""
        other = site.browser()
        name = self._app.session_interface.get_cookie_name(self._app)
        if cookie := self._client.get_cookie(name):
            other._client.set_cookie(name, cookie.value)
        return other


class Paragraphs(HTMLParser):
    """Class and text of each `<p>`, as a browser would read them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._is_open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "p":
            self._is_open = True
            self.found.append((dict(attrs).get("class") or "", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "p":
            self._is_open = False

    def handle_data(self, data: str) -> None:
        if self._is_open:
            name, text = self.found[-1]
            self.found[-1] = (name, text + data)


def paragraphs(html: str) -> list[tuple[str, str]]:
    """Class and text of each `<p>` of a page."""
    parser = Paragraphs()
    parser.feed(html)
    parser.close()
    return [(name, text.strip()) for name, text in parser.found]


def play(site: Site, steps: list[tuple[str, ...]]) -> list[Any]:
    """What browsers read that take turns: (who, method of Browser, its arguments)."""
    browsers: dict[str, Browser] = {}
    found = []
    for who, what, *arguments in steps:
        browser = browsers.setdefault(who, site.browser())
        answer = getattr(browser, what)(*arguments)
        if what in ("page", "errors"):
            found.append(answer)
    return found
