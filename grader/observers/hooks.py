"""Observers of `hooks`: a gate that is asked who may enter, and requests to a site."""

from collections.abc import Callable
from typing import Any

from flask import Flask, Request


class Gate:
    """An `is_logged_in` with an answer that can be changed; it notes whom it was asked about."""

    def __init__(self, is_open: bool = False) -> None:
        self.is_open = is_open
        self.asked: list[str] = []
        self.seen_before: list[list[str]] = []
        self.app: Any = None

    def __call__(self, request: Request) -> bool:
        self.asked.append(request.path)
        if self.app is not None:
            self.seen_before.append(list(self.app.seen))
        return self.is_open


class Site:
    """A student's app with views of ours: three in the admin blueprint, two public, one its own."""

    def __init__(
        self, create_app: Callable[[Gate], Any], register: Callable[[Any], None], gate: Gate
    ) -> None:
        self.gate = gate
        self.app = gate.app = create_app(gate)
        self.ran: list[str] = []
        self._add(self.app.admin, "/users", "users")
        self._add(self.app.admin, "/users/<name>", "user")
        self._add(self.app.public, "/administrators", "administrators")
        register(self.app)
        self._add(self.app, "/about", "about")

    def _add(self, part: Any, rule: str, name: str) -> None:
        def view(**_: str) -> str:
            self.ran.append(name)
            return name

        part.add_url_rule(rule, f"added_{name}", view, methods=["GET", "POST"])

    def visit(self, path: str, method: str = "GET") -> tuple[int, str]:
        """Status, and the text unless it is an error's."""
        return visit(self.app, path, method)

    def log(self) -> dict[str, Any]:
        """What has happened so far."""
        return {"seen": list(self.app.seen), "asked": list(self.gate.asked), "ran": list(self.ran)}


def visit(app: Flask, path: str, method: str = "GET") -> tuple[int, str]:
    """Status of a request, and its text unless it is an error's."""
    response = app.test_client().open(path, method=method)
    return response.status_code, response.text if response.status_code < 400 else ""


def play(site: Site, steps: list[tuple[str, str, bool]]) -> tuple[list[Any], dict[str, Any]]:
    """Requests (method, path, whether the gate is open), their answers, and what happened."""
    answers = []
    for method, path, is_open in steps:
        site.gate.is_open = is_open
        answers.append(site.visit(path, method))
    return answers, site.log()
