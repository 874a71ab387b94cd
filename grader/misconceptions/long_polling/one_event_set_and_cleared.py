"""An event that comes between the look and the wait is missed: look and wait have to be one step,
under one lock; look at task 2.

Refused by: test_event_just_after_the_look
"""

import math
import threading
import time
from typing import Any

from flask import Flask, abort, request
from flask.typing import ResponseReturnValue


class EventLog:
    """Events in their order, numbered from 1. Not thread-safe: no two calls may overlap."""

    def __init__(self) -> None:
        self._events: list[Any] = []

    def append(self, data: Any) -> int:
        """Add an event; its id."""
        self._events.append(data)
        return len(self._events)

    def after(self, cursor: int) -> list[tuple[int, Any]]:
        """The events with an id above `cursor`, as (id, data)."""
        return list(enumerate(self._events[cursor:], cursor + 1))


class Hub:
    """Hands each event to everybody who waits for it."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._lock = threading.Lock()
        self._news = threading.Event()

    def publish(self, data: Any) -> int:
        """Add an event and wake all who wait; its id."""
        with self._lock:
            event_id = self._log.append(data)
        self._news.set()
        self._news.clear()
        return event_id

    def wait(self, since: int, timeout: float) -> list[tuple[int, Any]]:
        """The events after `since`, as soon as there are any; none after `timeout` seconds."""
        deadline = time.monotonic() + timeout
        while True:
            with self._lock:
                events = self._log.after(since)
            if events or time.monotonic() >= deadline:
                return events
            self._news.wait(max(0, deadline - time.monotonic()))


def create_app(hub: Hub, max_wait: float = 25.0) -> Flask:
    """An app with `GET /poll` and `POST /publish`."""
    app = Flask(__name__)

    @app.get("/poll")
    def poll() -> ResponseReturnValue:
        since = whole_number(request.args.get("since", "0"))
        timeout = seconds(request.args.get("timeout", str(max_wait)))
        if since is None or timeout is None:
            abort(400, "since is a whole number from 0, timeout a number of seconds from 0")
        events = hub.wait(since, min(timeout, max_wait))
        if not events:
            return "", 204
        listed = [{"id": event_id, "data": data} for event_id, data in events]
        return {"events": listed, "cursor": events[-1][0]}

    @app.post("/publish")
    def publish() -> ResponseReturnValue:
        sent = request.get_json()
        if not isinstance(sent, dict) or "data" not in sent:
            abort(400, 'send {"data": ...}')
        return {"id": hub.publish(sent["data"])}, 201

    return app


def whole_number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() else None


def seconds(text: str) -> float | None:
    """A finite number from 0, or None. `nan` is a float too, and never over."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 0 else None
