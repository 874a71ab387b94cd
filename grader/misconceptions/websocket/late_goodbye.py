"""Whoever goes takes his name along, though another may have it by now: look whose it is; look at
task 6.

Refused by: test_late_goodbye
"""

import contextlib
import json
import threading
from typing import Any, Protocol

from flask import Flask
from flask_sock import Sock
from simple_websocket import ConnectionClosed

GONE = (ConnectionClosed, OSError)


class Socket(Protocol):
    """What a room needs of a websocket."""

    def receive(self, timeout: float | None = None) -> str | bytes | None: ...

    def send(self, data: str) -> None: ...


class _BadFrame(Exception):
    """A frame that the room can't carry out; its text goes to the sender."""


class _Member:
    """A connection, and who is behind it once it has joined."""

    def __init__(self, ws: Socket) -> None:
        self.ws = ws
        self.name: str | None = None
        self._sending = threading.Lock()  # a websocket bears one sender at a time

    def send(self, **frame: str) -> None:
        with self._sending:
            self.ws.send(json.dumps(frame))


class Room:
    """Everybody in it hears what anybody says."""

    def __init__(self, max_len: int = 200) -> None:
        self._max_len = max_len
        self._members: dict[str, _Member] = {}
        self._lock = threading.Lock()  # for the table alone, never while sending

    @property
    def names(self) -> list[str]:
        with self._lock:
            return list(self._members)

    def handle(self, ws: Socket) -> None:
        """Serve one connection until its peer has gone."""
        member = _Member(ws)
        try:
            while True:
                self._serve(member, ws.receive())
        except GONE:
            pass
        finally:
            self._remove(member)

    def _serve(self, member: _Member, data: str | bytes | None) -> None:
        try:
            self._carry_out(member, data)
        except _BadFrame as reason:
            member.send(type="error", error=str(reason))

    def _carry_out(self, member: _Member, data: str | bytes | None) -> None:
        try:
            frame = json.loads(data or "")
        except ValueError:
            raise _BadFrame("this is no JSON") from None
        kind = frame.get("type") if isinstance(frame, dict) else None
        if kind == "join":
            self._join(member, frame.get("name"))
        elif kind == "say":
            self._say(member, frame.get("text"))
        else:
            raise _BadFrame("a frame is an object of type join or say")

    def _join(self, member: _Member, name: Any) -> None:
        if member.name is not None:
            raise _BadFrame("you have joined already")
        if not isinstance(name, str) or not name:
            raise _BadFrame("a name is a text that isn't empty")
        with self._lock:
            if name in self._members:
                raise _BadFrame("this name is taken")
            self._members[name] = member
            member.name = name
        self._tell_all(type="joined", name=name)

    def _say(self, member: _Member, text: Any) -> None:
        if member.name is None:
            raise _BadFrame("join first")
        if not isinstance(text, str) or len(text) > self._max_len:
            raise _BadFrame(f"a text has {self._max_len} characters at most")
        self._tell_all(type="said", name=member.name, text=text)

    def _tell_all(self, **frame: str) -> None:
        with self._lock:
            members = list(self._members.values())
        for member in members:
            try:
                member.send(**frame)
            except GONE:
                self._remove(member)

    def _remove(self, member: _Member) -> None:
        """Take a member out, and tell the others; once, whoever notices first."""
        with self._lock:
            name = member.name
            if name is None or name not in self._members:
                return
            del self._members[name]
        self._tell_all(type="left", name=name)


def register(app: Flask, room: Room) -> None:
    """Let clients of the app connect to the room at /ws."""

    @Sock(app).route("/ws")
    def ws(ws: Any) -> None:
        with contextlib.suppress(*GONE):
            room.handle(ws)
