"""Observers of `session_config`: a site with sessions, its store, and backends that take notes."""

import json
from collections.abc import Callable
from typing import Any

from flask import Flask, session
from werkzeug.test import Client

from grader.observers.store import client, lifetimes, rows


class Site:
    """An app that the student configured, with a view that writes and one that reads."""

    def __init__(self, configure: Callable[[Flask, Any], object], **settings: Any) -> None:
        self.store = client()
        self.app = Flask("site")
        self.app.config.update(settings)
        configure(self.app, self.store)
        self.app.add_url_rule("/put/<name>/<value>", "put", self._put)
        self.app.add_url_rule("/all", "all", self._all)
        self.browsers: dict[str, Client] = {}

    def _put(self, name: str, value: str) -> str:
        session[name] = value
        return "done"

    def _all(self) -> dict[str, Any]:
        return {name: value for name, value in session.items() if not name.startswith("_")}

    def visit(self, browser: str, path: str) -> Any:
        """What a browser gets: status and text unless it is an error's, or what `/all` found."""
        if browser not in self.browsers:
            self.browsers[browser] = self.app.test_client()
        response = self.browsers[browser].get(path)
        if path == "/all":
            return response.json
        return response.status_code, response.text if response.status_code < 400 else ""

    def cookie(self, browser: str) -> Any:
        return self.browsers[browser].get_cookie("session")

    def keys(self) -> list[str]:
        return list(rows(self.store))

    def entries(self) -> list[dict[str, Any]]:
        """The rows' JSON objects without the library's own entries.

        In an order that the rows' random ids don't decide.
        """
        found = [json.loads(row) for row in rows(self.store).values()]
        own = [{k: v for k, v in row.items() if not k.startswith("_")} for row in found]
        return sorted(own, key=json.dumps)

    def lifetimes(self) -> list[int | None]:
        return lifetimes(self.store)


class Backends(dict[str, Callable[..., Any]]):
    """Factories by type that take notes of how they are called, and return their number."""

    def __init__(self, *types: str, error: BaseException | None = None) -> None:
        self.calls: list[Any] = []
        self.error = error
        super().__init__({kind: self._factory(kind) for kind in types})

    def _factory(self, kind: str) -> Callable[..., Any]:
        def factory(*args: Any, **kwargs: Any) -> str:
            self.calls.append((kind, args, kwargs))
            if self.error is not None:
                raise self.error
            return f"interface {len(self.calls)}"

        return factory


def told(get_interface: Any, config: dict[str, Any], types: list[str]) -> dict[str, Any]:
    """What `get_interface` returns, how it called the factories, and the config afterwards."""
    backends = Backends(*types)
    returned = get_interface(config, backends)
    return {"returned": returned, "calls": backends.calls, "config": config}


def refused(get_interface: Any, config: dict[str, Any], types: list[str]) -> dict[str, Any]:
    """How an unknown type ends, which of the types the text names, and whether it names it."""
    backends = Backends(*types)
    try:
        get_interface(config, backends)
        ended, text = "nothing", ""
    except ValueError as error:
        ended, text = "ValueError", str(error)
    value = config["SESSION_TYPE"]
    return {
        "ended": ended,
        "value named": str(value) in text,
        "types named": [kind for kind in types if kind in text],
        "calls": backends.calls,
    }
