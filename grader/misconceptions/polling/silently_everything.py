"""A `since` that makes no sense is answered as if it were missing: `type=int` makes None of it,
and `or 0` everything; look at task 3.

Refused by: test_bad_since
"""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask, abort, jsonify, request
from werkzeug import Response


def create_app(log: list[Any]) -> Flask:
    """An app whose `/messages?since=N` answers what stands in the log from place N on."""
    app = Flask(__name__)

    @app.get("/messages")
    def messages() -> Response:
        since = request.args.get("since", type=int) or 0
        now = list(log)  # others append meanwhile: messages and cursor belong together
        response = jsonify(messages=now[since:], cursor=len(now))
        response.set_etag(f"{since}-{len(now)}")
        return response.make_conditional(request)

    return app


def whole_number(text: str) -> int | None:
    """The number from 0 that a text says, or None."""
    return int(text) if text.isascii() and text.isdecimal() else None


def poll(
    fetch: Callable[[int], Mapping[str, Any]],
    handle: Callable[[Any], object],
    *,
    interval: float,
    timeout: float,
    sleep: Callable[[float], object],
    clock: Callable[[], float],
    max_interval: float | None = None,
) -> bool:
    """Hand every new message to `handle` until it says yes (True) or time is up (False)."""
    deadline = clock() + timeout
    cursor, pause = 0, interval
    while True:
        try:
            answer = fetch(cursor)
        except ConnectionError:
            pause = pause * 2 if max_interval is None else min(pause * 2, max_interval)
        else:
            pause, cursor = interval, answer["cursor"]
            if any(handle(message) for message in answer["messages"]):
                return True
        rest = deadline - clock()
        if rest <= pause:
            return False
        sleep(pause)
