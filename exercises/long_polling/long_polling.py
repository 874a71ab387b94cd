"""Long polling: who asks too early waits for the answer.

The tasks are in README.md beside this file; the numbers below are theirs. EventLog stands complete;
write each of the other functions in place of its `raise NotImplementedError`.
"""

from typing import Any

from flask import Flask


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
        # TODO: tasks 1 to 6.
        raise NotImplementedError

    def publish(self, data: Any) -> int:
        """Add an event and wake all who wait; its id."""
        # TODO: tasks 1, 4 and 5.
        raise NotImplementedError

    def wait(self, since: int, timeout: float) -> list[tuple[int, Any]]:
        """The events after `since`, as soon as there are any; none after `timeout` seconds."""
        # TODO: tasks 2 to 6.
        raise NotImplementedError


def create_app(hub: Hub, max_wait: float = 25.0) -> Flask:
    """An app with `GET /poll` and `POST /publish`."""
    # TODO: tasks 7 to 9.
    raise NotImplementedError
