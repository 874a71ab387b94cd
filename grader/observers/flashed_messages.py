"""Observers of `flashed_messages`: browsers whose requests do what they are told to."""

from collections.abc import Callable
from typing import Any

import flask_session
from flask import Flask, session

from grader.observers import store


class Site:
    """An app of ours with one view, and sessions of one kind: `"cookie"` or `"redis"`."""

    def __init__(self, kind: str) -> None:
        self.app = Flask("site")
        self.app.secret_key = "moonlight"
        self.app.config["PROPAGATE_EXCEPTIONS"] = True
        self._store = store.client()
        if kind == "redis":
            self.app.config.update(SESSION_TYPE="redis", SESSION_REDIS=self._store)
            flask_session.Session(self.app)
        self.app.add_url_rule("/", "view", self._view)
        self.action: Callable[[], object] = lambda: None
        self.answer: object = None

    def _view(self) -> str:
        self.answer = plain(self.action())
        return "done"

    def browser(self) -> "Browser":
        """A browser that has no cookie yet."""
        return Browser(self)

    def rows(self) -> int:
        """How many sessions are kept in Redis."""
        return len(self._store.keys())


class Browser:
    """One visitor: the cookies of one browser."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._client = site.app.test_client()

    def visit(self, action: Callable[[], object]) -> Any:
        """What `action` returns, called by the view of one request."""
        self._site.action, self._site.answer = action, None
        self._client.get("/")
        return self._site.answer

    def keys(self) -> list[str]:
        """What this browser's session holds, but for what Flask-Session notes in it."""
        found: list[str] = self.visit(lambda: sorted(key for key in session if key != "_permanent"))
        return found


def plain(answer: object) -> object:
    """The same with every pair as a tuple, since a session may give lists back."""
    if type(answer) is tuple:
        return tuple(plain(part) for part in answer)
    if type(answer) is list:
        return [tuple(item) if type(item) is list else item for item in answer]
    return answer


def play(
    site: Site,
    flash_: Callable[..., object],
    get_flashed: Callable[..., object],
    requests: list[tuple[str, list[tuple[Any, ...]]]],
) -> list[list[object]]:
    """What each request reads: (who, steps), a step is ("flash" or "get", its arguments)."""
    browsers: dict[str, Browser] = {}
    found: list[list[object]] = []

    def carry_out(steps: list[tuple[Any, ...]]) -> None:
        for what, *arguments in steps:
            if what == "flash":
                flash_(*arguments)
            else:
                found[-1].append(plain(get_flashed(*arguments)))

    for who, steps in requests:
        found.append([])
        browser = browsers.setdefault(who, site.browser())
        browser.visit(lambda steps=steps: carry_out(steps))  # type: ignore[misc]
    return found
