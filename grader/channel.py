"""Frames between judge and subject: a length, then so many bytes.

Whatever a subject does, `receive` comes back in time, and so does `send`: one that reads nothing,
or sends a byte now and then, or floods, holds nobody up, and costs no more than `MOST_KEPT` bytes.
"""

import contextlib
import os
import queue
import select
import socket
import struct
import threading
import time
from typing import BinaryIO, Protocol

from grader.wire import MAX_FRAME

LENGTH = struct.Struct("!I")
MOST_TO_SEND = 10.0
"""Seconds that a subject may take to read what it is asked."""
CHUNK = 64 * 1024
MOST_KEPT = 64 * CHUNK
"""Bytes that are taken from a subject ahead of need; above it, the subject has to wait."""


class ChannelClosed(Exception):
    """The subject closed its end, or sent a frame over the limit: nothing more will come."""


class Channel(Protocol):
    """Frames to and from a subject."""

    def send(self, data: bytes) -> None: ...

    def receive(self, seconds: float) -> bytes | None:
        """The next frame; None when none is there within `seconds`. Raises ChannelClosed."""

    def close(self) -> None: ...


class SocketChannel:
    """Frames over one end of a Unix socket pair."""

    def __init__(self, connection: socket.socket) -> None:
        connection.setblocking(False)
        self._connection = connection
        self._received = bytearray()

    def send(self, data: bytes) -> None:
        """Send a frame, taking in meanwhile what comes: both may have more to say than the system
        keeps for them, and then each would wait for the other. Raises ChannelClosed."""
        rest = memoryview(LENGTH.pack(len(data)) + data)
        until = time.monotonic() + MOST_TO_SEND
        while rest:
            try:
                rest = rest[self._connection.send(rest) :]
            except BlockingIOError:
                self._wait_to_send(until)
            except OSError as reason:
                raise ChannelClosed from reason

    def _wait_to_send(self, until: float) -> None:
        reading = [self._connection] if len(self._received) < MOST_KEPT else []
        seconds = until - time.monotonic()
        if seconds <= 0:
            raise ChannelClosed
        if select.select(reading, [self._connection], [], seconds)[0]:
            self._take_in()

    def receive(self, seconds: float) -> bytes | None:
        until = time.monotonic() + seconds
        while (frame := take_frame(self._received)) is None:
            rest = max(0.0, until - time.monotonic())
            if not select.select([self._connection], [], [], rest)[0]:
                return None
            self._take_in()
        return frame

    def _take_in(self) -> None:
        try:
            chunk = self._connection.recv(CHUNK)
        except OSError as reason:
            raise ChannelClosed from reason
        if not chunk:
            raise ChannelClosed
        self._received += chunk

    def close(self) -> None:
        self._connection.close()


def take_frame(received: bytearray) -> bytes | None:
    """Take the first whole frame out of `received`, if there is one. Raises ChannelClosed."""
    if len(received) < LENGTH.size:
        return None
    size = LENGTH.unpack_from(received)[0]
    if size > MAX_FRAME:
        raise ChannelClosed(f"a frame of {size} bytes")
    if len(received) < LENGTH.size + size:
        return None
    frame = bytes(received[LENGTH.size : LENGTH.size + size])
    del received[: LENGTH.size + size]
    return frame


class PipeChannel:
    """Frames over two pipes, one thread each: `select` knows no pipes on Windows."""

    def __init__(self, to_subject: BinaryIO, from_subject: BinaryIO) -> None:
        self._to_subject = to_subject
        self._from_subject = from_subject
        self._chunks: queue.Queue[bytes] = queue.Queue(maxsize=MOST_KEPT // CHUNK)
        self._received = bytearray()
        self._to_send: queue.Queue[bytes] = queue.Queue()
        self._closed = threading.Event()
        for work in (self._read, self._write):
            threading.Thread(target=work, daemon=True).start()

    def send(self, data: bytes) -> None:
        self._to_send.put(LENGTH.pack(len(data)) + data)

    def receive(self, seconds: float) -> bytes | None:
        until = time.monotonic() + seconds
        while (frame := take_frame(self._received)) is None:
            try:
                chunk = self._chunks.get(timeout=max(0.0, until - time.monotonic()))
            except queue.Empty:
                return None
            if not chunk:
                raise ChannelClosed
            self._received += chunk
        return frame

    def close(self) -> None:
        """Send and keep nothing more; the threads end once the subject's ends are closed."""
        self._closed.set()
        self._to_send.put(b"")
        with contextlib.suppress(queue.Empty):  # a flood's reader may be waiting for room
            while True:
                self._chunks.get_nowait()

    def _write(self) -> None:
        with contextlib.suppress(OSError, ValueError):  # it is gone: reading will tell
            while data := self._to_send.get():
                self._to_subject.write(data)
                self._to_subject.flush()
        with contextlib.suppress(OSError, ValueError):
            self._to_subject.close()

    def _read(self) -> None:
        with self._from_subject:
            while chunk := os.read(self._from_subject.fileno(), CHUNK):
                if self._closed.is_set():
                    return
                self._chunks.put(chunk)
        self._chunks.put(b"")
