"""A queue and a writer thread for each member."""

import json
import queue
import threading

from flask_sock import Sock
from simple_websocket import ConnectionClosed


class Connection:
    def __init__(self, room, ws):
        self.room, self.ws, self.name = room, ws, None
        self.outgoing = queue.Queue()
        self.broken = False
        self.writer = threading.Thread(target=self.write, daemon=True)
        self.writer.start()

    def write(self):
        while (text := self.outgoing.get()) is not None:
            try:
                if not self.broken:
                    self.ws.send(text)
            except (ConnectionClosed, OSError):
                self.broken = True
                self.room.drop(self)
            finally:
                self.outgoing.task_done()

    def tell(self, frame):
        self.outgoing.put(json.dumps(frame))


class Room:
    def __init__(self, max_len=200):
        self.max_len = max_len
        self.lock = threading.RLock()
        self.members = {}

    @property
    def names(self):
        return set(self.members)

    def handle(self, ws):
        connection = Connection(self, ws)
        try:
            while True:
                reply = self.answer(connection, ws.receive())
                if reply:
                    connection.tell({"type": "error", "error": reply})
                self.settle()
        except (ConnectionClosed, OSError):
            return
        finally:
            self.drop(connection)
            connection.outgoing.put(None)

    def settle(self):
        for member in list(self.members.values()):
            if threading.current_thread() is not member.writer:
                member.outgoing.join()

    def answer(self, connection, data):
        try:
            frame = json.loads(data)
        except (TypeError, ValueError):
            return "JSON, please"
        if not isinstance(frame, dict):
            return "an object, please"
        if frame.get("type") == "join":
            return self.join(connection, frame.get("name"))
        if frame.get("type") == "say":
            return self.say(connection, frame.get("text"))
        return "join or say?"

    def join(self, connection, name):
        if connection.name or not isinstance(name, str) or name == "":
            return "not so"
        with self.lock:
            if name in self.members:
                return "taken"
            connection.name = name
            self.members[name] = connection
            self.tell_all({"type": "joined", "name": name})
        return None

    def say(self, connection, text):
        if connection.name is None:
            return "who are you?"
        if type(text) is not str or len(text) > self.max_len:
            return "too long, or no text"
        with self.lock:
            self.tell_all({"type": "said", "name": connection.name, "text": text})
        return None

    def tell_all(self, frame):
        for member in self.members.values():
            member.tell(frame)

    def drop(self, connection):
        with self.lock:
            if self.members.get(connection.name) is connection:
                del self.members[connection.name]
                self.tell_all({"type": "left", "name": connection.name})


def register(app, room):
    Sock(app).route("/ws")(lambda ws: room.handle(ws))
