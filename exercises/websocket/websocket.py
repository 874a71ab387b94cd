"""A chat room over websockets.

The tasks are in README.md beside this file; the numbers below are theirs. Write each part in place
of its `raise NotImplementedError`.
"""

from typing import Any, Protocol

from flask import Flask


class Socket(Protocol):
    """What a room needs of a websocket."""

    def receive(self, timeout: float | None = None) -> str | bytes | None: ...

    def send(self, data: str) -> None: ...


class Room:
    """Everybody in it hears what anybody says."""

    def __init__(self, max_len: int = 200) -> None:
        # TODO: tasks 1 and 4: who is in the room, and a lock for that.
        raise NotImplementedError

    @property
    def names(self) -> Any:
        """The names of the members."""
        # TODO: task 1.
        raise NotImplementedError

    def handle(self, ws: Socket) -> None:
        """Serve one connection until its peer has gone."""
        # TODO: tasks 1 to 7: receive a frame, carry it out, and so on.
        raise NotImplementedError


def register(app: Flask, room: Room) -> None:
    """Let clients of the app connect to the room at /ws."""
    # TODO: task 8.
    raise NotImplementedError
