"""Observers of `blueprints`: requests to an app, and imports with the server's start recorded."""

import contextlib
import importlib
import runpy
from collections.abc import Callable
from unittest import mock

import flask
import werkzeug.serving


def visit(app: flask.Flask, path: str) -> tuple[int, str]:
    """Status and body of a GET."""
    response = app.test_client().get(path)
    return response.status_code, response.get_data(as_text=True)


def redirect_of(app: flask.Flask, path: str) -> tuple[bool, str]:
    """Whether a GET is answered by a redirect, and the path that it leads to."""
    response = app.test_client().get(path)
    location = str(response.headers.get("Location", ""))
    return 300 <= response.status_code < 400, location.removeprefix("http://localhost")


def rules(app: flask.Flask) -> list[tuple[str, str]]:
    """The app's URL rules and their endpoints, without Flask's own for static files."""
    found = [(rule.rule, rule.endpoint) for rule in app.url_map.iter_rules()]
    return sorted(pair for pair in found if pair[1] != "static")


def _started(action: Callable[[], object]) -> list[flask.Flask]:
    """The apps whose servers an action starts; none is really started."""
    apps: list[flask.Flask] = []
    with (
        mock.patch.object(flask.Flask, "run", lambda app, *_, **__: apps.append(app)),
        mock.patch.object(werkzeug.serving, "run_simple", lambda *args, **_: apps.append(args[2])),
        contextlib.suppress(SystemExit),  # how a program may end
    ):
        action()
    return apps


def servers_started(action: Callable[[], object]) -> int:
    """How often an action starts a server."""
    return len(_started(action))


def answers_of_the_server(action: Callable[[], object], path: str) -> list[tuple[int, str]]:
    """What a GET would get from each server that an action starts."""
    return [visit(app, path) for app in _started(action)]


def servers_started_by_importing(name: str) -> int:
    """How often importing a module starts a server."""
    return servers_started(lambda: importlib.import_module(name))


def servers_started_by_running(name: str) -> int:
    """How often running a module as a program starts a server."""
    return servers_started(lambda: runpy.run_module(name, run_name="__main__"))
