"""The Flask application: the page, and the events that keep it up to date.

An application factory with a blueprint of two views. The second answers with a generator: Flask
sends each piece as it is made, for as long as the browser listens (server-sent events,
https://html.spec.whatwg.org/multipage/server-sent-events.html).
"""

from collections.abc import Callable, Iterator

import msgspec
from flask import Blueprint, Flask, Response, current_app, request, stream_with_context

from grader.web.board import Board, Part
from grader.web.door import Door

PATIENCE = 10.0
"""Seconds after which a browser that has nothing to hear is asked whether it is still there."""
AGAIN = 1000
"""Milliseconds after which a browser that lost the connection tries again."""

pages = Blueprint("pages", __name__)
Page = Callable[[], str]


def create_app(board: Board, page: Page, door: Door, *, patience: float = PATIENCE) -> Flask:
    """The application that shows `page`, and what changes on `board`, to whom `door` lets in."""
    app = Flask(__name__, static_folder=None)
    app.extensions["board"] = board
    app.extensions["page"] = page
    app.config["PATIENCE"] = patience
    door.guard(app)
    app.register_blueprint(pages)
    return app


@pages.get("/")
def index() -> str:
    page: Page = current_app.extensions["page"]
    return page()


@pages.get("/events")
def events() -> Response:
    board: Board = current_app.extensions["board"]
    since = request.headers.get("Last-Event-ID") or request.args.get("since", "")
    stream = _stream(board.changes(since, current_app.config["PATIENCE"]))
    return Response(stream_with_context(stream), mimetype="text/event-stream")


def _stream(changes: Iterator[Part | None]) -> Iterator[str]:
    yield f"retry: {AGAIN}\n\n"
    for part in changes:
        yield _event(part) if part else ": still here\n\n"
    yield "event: bye\ndata: -\n\n"


def _event(part: Part) -> str:
    """One event. JSON has no line ends of its own, so the data are one line."""
    data = {"id": part.id, "html": part.html, "said": part.said}
    return f"id: {part.number}\nevent: part\ndata: {msgspec.json.encode(data).decode()}\n\n"
