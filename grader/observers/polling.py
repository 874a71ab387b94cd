"""Observers of `polling`: requests to an app, and a world of its own time for a client.

In that world nothing really waits: `sleep` moves the clock. A client that never moves it is stopped
when it has looked at it too often.
"""

from collections.abc import Mapping
from typing import Any

from flask import Flask

MOST_LOOKS = 2_000
START = 1_000.0


def ask(app: Flask, query: str = "", etag: str | None = None) -> dict[str, Any]:
    """Status and JSON of a request for messages; whether there is a body and an ETag.

    A 304 needs no ETag: whoever gets it has that already.
    """
    headers = {} if etag is None else {"If-None-Match": etag}
    response = app.test_client().get(f"/messages{query}", headers=headers)
    return {
        "status": response.status_code,
        "json": response.json if response.status_code == 200 else None,
        "body": response.status_code != 304 or response.data != b"",
        "etag": response.status_code == 304 or "ETag" in response.headers,
    }


def etag(app: Flask, query: str = "") -> str:
    """The ETag of an answer."""
    return str(app.test_client().get(f"/messages{query}").headers["ETag"])


class ClockStopped(BaseException):
    """The client looks at the clock again and again, and time doesn't go on."""


class World:
    """A network, a server and a clock for `poll`.

    `script` says what becomes of each fetch: the messages that are there before it, `"down"` for a
    ConnectionError, `"broken"` for a ValueError; after its end, nothing new happens. Each fetch
    takes `slow` seconds.
    """

    def __init__(self, script: list[Any], slow: float = 0.0) -> None:
        self.script = list(script)
        self.slow = slow
        self.now = START
        self.looks = 0
        self.log: list[Any] = []
        self.fetches: list[tuple[float, int]] = []
        self.longest_sleep_ends = START

    def clock(self) -> float:
        self.looks += 1
        if self.looks > MOST_LOOKS:
            raise ClockStopped
        return self.now

    def sleep(self, seconds: float) -> None:
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")  # as time.sleep does
        self.now += seconds
        if seconds:
            self.longest_sleep_ends = self.now

    def fetch(self, since: int) -> Mapping[str, Any]:
        self.fetches.append((self.now - START, since))
        if len(self.fetches) > MOST_LOOKS:
            raise ClockStopped
        self.now += self.slow
        happens = self.script.pop(0) if self.script else []
        if happens == "down":
            raise ConnectionError("the server is down")
        if happens == "broken":
            raise ValueError("no JSON")
        self.log += happens
        return {"messages": self.log[since:], "cursor": len(self.log)}


def watch(
    poll: Any, script: list[Any], *, stop_at: Any = None, fails_at: Any = None, slow: float = 0.0,
    **options: Any,
) -> dict[str, Any]:  # fmt: skip
    """What a client does in such a world: how it ends, its fetches (when, since), what it handles.

    `handle` returns true for the message `stop_at`, and raises KeyError for `fails_at`.
    """
    world = World(script, slow)
    handled: list[Any] = []

    def handle(message: Any) -> Any:
        handled.append(message)
        if message == fails_at and fails_at is not None:
            raise KeyError(message)
        return "enough" if message == stop_at and stop_at is not None else None

    try:
        end = poll(world.fetch, handle, sleep=world.sleep, clock=world.clock, **options)
    except ClockStopped:
        end = "the clock was looked at again and again"
    except Exception as error:
        end = type(error).__name__
    return {
        "end": end,
        "fetches": world.fetches,
        "handled": handled,
        "overslept": world.longest_sleep_ends > START + options["timeout"],
    }
