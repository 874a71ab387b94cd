"""A table of handlers by type; members in a list."""

import json
from threading import Lock

from flask_sock import Sock
from simple_websocket import ConnectionClosed


class Room:
    def __init__(self, max_len=200):
        self.max_len = max_len
        self._entries = []  # name, ws, lock
        self._guard = Lock()

    @property
    def names(self):
        return (name for name, _, _ in list(self._entries))

    def handle(self, ws):
        me = [None, ws, Lock()]
        handlers = {"join": self._join, "say": self._say}
        try:
            while True:
                try:
                    frame = json.loads(ws.receive() or "null")
                    handlers[frame["type"]](me, frame)
                except (KeyError, TypeError, ValueError) as problem:
                    self._send(me, {"type": "error", "error": f"not understood: {problem}"})
        except (ConnectionClosed, OSError):
            pass
        finally:
            self._leave(me)

    def _join(self, me, frame):
        name = frame["name"]
        if me[0] is not None or not name or not isinstance(name, str):
            raise ValueError("name")
        with self._guard:
            if any(name == other for other, _, _ in self._entries):
                raise ValueError("taken")
            me[0] = name
            self._entries.append(me)
        self._broadcast({"type": "joined", "name": name})

    def _say(self, me, frame):
        if me[0] is None:
            raise ValueError("join first")
        if not isinstance(frame["text"], str) or len(frame["text"]) > self.max_len:
            raise ValueError("text")
        self._broadcast({"type": "said", "name": me[0], "text": frame["text"]})

    def _send(self, entry, frame):
        with entry[2]:
            entry[1].send(json.dumps(frame, ensure_ascii=False))

    def _broadcast(self, frame):
        failed = []
        for entry in tuple(self._entries):
            try:
                self._send(entry, frame)
            except (ConnectionClosed, OSError):
                failed.append(entry)
        for entry in failed:
            self._leave(entry)

    def _leave(self, entry):
        with self._guard:
            mine = [other for other in self._entries if other is entry]
            self._entries = [other for other in self._entries if other is not entry]
        if mine:
            self._broadcast({"type": "left", "name": entry[0]})


def register(app, room):
    sock = Sock()
    sock.init_app(app)
    sock.route("/ws")(room.handle)
