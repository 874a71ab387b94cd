"""Observers of `websocket`: connections whose peers are played, one frame at a time.

A peer does something, and all stands still until the room waits for its next frame. At the end each
peer that is still there sends one frame that is no JSON: its error comes after everything else that
the room had to tell it, also where a thread of its own does the sending.
"""

import json
import queue
import socket
import sys
import threading
import time
import weakref
from collections.abc import Iterator
from typing import Any

from flask import Flask
from simple_websocket import ConnectionClosed
from wsproto import ConnectionType, WSConnection
from wsproto.events import (
    AcceptConnection,
    CloseConnection,
    Event,
    RejectConnection,
    Request,
    TextMessage,
)
from wsproto.frame_protocol import CloseReason

from grader.observers.serving import served

LIMIT = 2.0
"""Seconds after which a room that doesn't come back is given up."""
GRACE = 0.25
"""Seconds that something gets to happen which, in a right room, can't."""
NO_ERROR = "no error for no JSON"
GONE = object()
SERVED: weakref.WeakSet[threading.Thread] = weakref.WeakSet()
"""The threads in which rooms handle their connections."""


def _others_at_work() -> bool:
    """Whether the room has threads of its own, which may still send something."""
    ours = {thread.ident for thread in SERVED if thread.is_alive()}
    return bool(sys._current_frames().keys() - ours - {threading.get_ident()})


class Peer:
    """A websocket whose other end is played."""

    def __init__(self, room: Any) -> None:
        self.sent: list[str] = []
        self.overlaps = 0
        self._put = 0
        self._taken = 0
        self._dealt_with = 0
        self.deaf = False
        self.slow_once = False
        self.ended = "not yet"
        self._inbox: queue.Queue[Any] = queue.Queue()
        self._idle = threading.Semaphore(0)
        self._busy = 0
        self._entered = threading.Event()
        self._thread = threading.Thread(target=self._serve, args=(room,), daemon=True)
        SERVED.add(self._thread)
        self._thread.start()
        self.settle()

    def _serve(self, room: Any) -> None:
        try:
            room.handle(self)
            self.ended = "returned"
        except BaseException as error:
            self.ended = type(error).__name__
        self._idle.release()

    # What the room calls.

    def receive(self, timeout: float | None = None) -> str | bytes | None:
        self._dealt_with = self._taken
        if self._inbox.empty():
            self._idle.release()
        try:
            frame = self._inbox.get(timeout=timeout)
        except queue.Empty:
            return None
        self._taken += 1
        if frame is GONE:
            raise ConnectionClosed(CloseReason.NORMAL_CLOSURE, None)
        return frame  # type: ignore[no-any-return]

    def send(self, data: str) -> None:
        self._busy += 1
        if self._busy > 1:
            self.overlaps += 1
            self._entered.set()
        elif self.slow_once:
            self.slow_once = False
            self._entered.wait(GRACE)
        try:
            if self.deaf:
                raise ConnectionClosed(CloseReason.ABNORMAL_CLOSURE, None)
            self.sent.append(data)
        finally:
            self._busy -= 1

    # What the play calls.

    def settle(self) -> bool:
        """Wait until the room waits for the next frame, or is done with this connection."""
        done = self.ended == "not yet" and self._idle.acquire(timeout=LIMIT)
        while self._idle.acquire(blocking=False):
            pass
        return done

    def put(self, frame: Any) -> None:
        self._put += 1
        self._inbox.put(frame)

    def catch_up(self) -> None:
        """Wait, LIMIT at most, until the room is done with every frame."""
        until = time.monotonic() + LIMIT
        while self._dealt_with < self._put and self._thread.is_alive() and time.monotonic() < until:
            self._idle.acquire(timeout=0.005)

    def says(self, frame: Any) -> bool:
        self.put(frame if isinstance(frame, str | bytes) or frame is GONE else json.dumps(frame))
        return self.settle()

    def heard(self) -> list[Any]:
        """The frames that it got; what an error says is left out."""
        return [_read(data) for data in list(self.sent)]

    def flush(self, limit: float = LIMIT) -> list[Any]:
        """All that it was to hear, up to the error for a last bad frame."""
        before = self._errors()
        self.put("no JSON")
        until = time.monotonic() + limit
        while self._thread.is_alive() and time.monotonic() < until:
            no_more = self._dealt_with == self._put and not _others_at_work()
            if self._errors() > before or no_more:
                break
            self._idle.acquire(timeout=0.005)
        heard = self.heard()
        return heard[:-1] if heard and heard[-1] == "error" else [*heard, NO_ERROR]

    def _errors(self) -> int:
        return sum(frame == "error" for frame in self.heard())


def _read(data: Any) -> Any:
    try:
        frame = json.loads(data)
    except (TypeError, ValueError):
        return "no JSON"
    if isinstance(frame, dict) and frame.get("type") == "error":
        return "error" if isinstance(frame.get("error"), str) else "an error without a text"
    return frame


class Play:
    """A room and its peers by name."""

    def __init__(self, room: Any) -> None:
        self.room = room
        self.peers: dict[str, Peer] = {}
        self._limit = LIMIT

    def connect(self, *names: str) -> None:
        for name in names:
            self.peers[name] = Peer(self.room)

    def join(self, *names: str) -> None:
        """Connect peers that join under their own names."""
        for name in names:
            self.connect(name)
            self.do(name, {"type": "join", "name": name})

    def do(self, name: str, frame: Any) -> str:
        """Send a frame; whether the room came back for the next."""
        return "went on" if self.peers[name].says(frame) else "stuck"

    def leave(self, name: str) -> str:
        """Go away; how `handle` ended."""
        self.peers[name].says(GONE)
        return self.peers[name].ended

    def heard(self, *names: str) -> list[list[Any]]:
        """What each peer has heard, in order.

        A room that left out one error has failed; it isn't given as much time again.
        """
        heard = []
        for name in names:
            heard.append(self.peers[name].flush(self._limit))
            if NO_ERROR in heard[-1]:
                self._limit = GRACE
        return heard

    def names(self) -> list[str]:
        return sorted(self.room.names)


def chorus(room: Any, senders: int, each: int) -> dict[str, Any]:
    """Many members talk at once: whether each hears all of it, each sender's words in order."""
    play = Play(room)
    names = [f"m{number}" for number in range(senders)]
    play.join(*names)
    for peer in play.peers.values():
        peer.sent.clear()
    for number in range(each):
        for name in names:
            play.peers[name].put(json.dumps({"type": "say", "text": f"{name} {number}"}))
    for peer in play.peers.values():
        peer.catch_up()
    play.heard(*names, *names)  # the second time, all that anybody said is on its way
    heard = [_texts(play.peers[name].heard()) for name in names]
    return {
        "all": [len(said) == senders * each for said in heard],
        "in order": all(
            [text for text in said if text.startswith(f"{name} ")]
            == [f"{name} {number}" for number in range(each)]
            for said in heard
            for name in names
        ),
        "overlaps": sum(peer.overlaps for peer in play.peers.values()),
    }


def two_at_once(room: Any) -> dict[str, Any]:
    """Two members say something while a third's `send` takes its time."""
    play = Play(room)
    play.join("ann", "ben", "cleo")
    cleo = play.peers["cleo"]
    cleo.slow_once = True
    for name in ("ann", "ben"):
        play.peers[name].put(json.dumps({"type": "say", "text": name}))
    for name in ("ann", "ben"):
        play.peers[name].settle()
    return {"overlaps": cleo.overlaps, "heard": sorted(_texts(cleo.flush()))}


def _texts(heard: list[Any]) -> list[str]:
    """What was said, among what was heard."""
    said = [f for f in heard if isinstance(f, dict) and f.get("type") == "said"]
    return [str(frame.get("text")) for frame in said]


class Refused(Exception):
    """The server answered with a status instead of a websocket."""

    def __init__(self, status: int | None) -> None:
        super().__init__(status)
        self.status = status


class _Client:
    """A real client of a websocket, on a connection that is open already."""

    def __init__(self, connection: socket.socket, path: str) -> None:
        connection.settimeout(LIMIT)
        self._connection = connection
        self._protocol = WSConnection(ConnectionType.CLIENT)
        self._events = self._read()
        self._send(Request(host="site", target=path))
        answer = next(self._events, None)
        if not isinstance(answer, AcceptConnection):
            raise Refused(answer.status_code if isinstance(answer, RejectConnection) else None)

    def _send(self, event: Event) -> None:
        self._connection.sendall(self._protocol.send(event))

    def _read(self) -> Iterator[Event]:
        while data := self._connection.recv(4096):
            self._protocol.receive_data(data)
            for event in self._protocol.events():
                yield event
                if isinstance(event, CloseConnection):
                    return  # what the server's framework still writes is no frame

    def send(self, text: str) -> None:
        self._send(TextMessage(text))

    def receive(self) -> str | None:
        """The next text; None when none comes in time."""
        text = ""
        try:
            for event in self._events:
                if isinstance(event, TextMessage):
                    text += event.data
                    if event.message_finished:
                        return text
        except TimeoutError:
            pass
        return None

    def close(self) -> None:
        """Say that it goes, and wait until the server has said so too."""
        self._send(CloseConnection(CloseReason.NORMAL_CLOSURE))
        self.receive()
        self._connection.close()


def live(room: Any, register: Any) -> dict[str, Any]:
    """A real server and a real client: it joins, says something, and closes."""
    app = Flask("site")
    register(app, room)
    heard = []
    with served(app) as dial:
        try:
            client = _Client(dial(), "/ws")
        except Refused as refused:
            return {"no websocket at /ws": refused.status}
        for frame in ({"type": "join", "name": "ann"}, {"type": "say", "text": "hello"}):
            client.send(json.dumps(frame))
            heard.append(_read(client.receive()))
        names = sorted(room.names)
        client.close()
    return {"heard": heard, "names": names}
