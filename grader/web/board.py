"""The parts of the page as they stand now, and whoever waits for one of them to change."""

import secrets
import threading
from collections.abc import Iterator

import msgspec


class Part(msgspec.Struct, frozen=True):
    """A part of the page."""

    id: str
    html: str
    said: str
    """What a screen reader says when it changes; may be empty."""
    number: str
    """Of its last change, in this run of the server; grows."""


class Board:
    """Safe to use from several threads."""

    def __init__(self) -> None:
        self._run = secrets.token_hex(4)
        self._changed = threading.Condition()
        self._changes = 0
        self._parts: dict[str, tuple[int, Part]] = {}
        self._open = True
        self._listeners = 0

    def put(self, id: str, html: str, said: str = "") -> None:
        """Set a part; the same again is no change."""
        with self._changed:
            if id in self._parts and self._parts[id][1].html == html:
                return
            self._changes += 1
            part = Part(id, html, said, self._number(self._changes))
            self._parts[id] = (self._changes, part)
            self._changed.notify_all()

    def now(self) -> tuple[str, dict[str, str]]:
        """The number of the last change, and all parts as they were then."""
        with self._changed:
            html = {id: part.html for id, (_, part) in self._parts.items()}
            return self._number(self._changes), html

    def changes(self, since: str, patience: float) -> Iterator[Part | None]:
        """Each part whose last change came after `since`, as soon as there is one; without end.

        A number of another run counts as nothing seen. None comes when nothing did for `patience`
        seconds. Ends when the board is closed.
        """
        with self._changed:
            self._listeners += 1
            self._changed.notify_all()
        try:
            seen = self._seen(since)
            while (news := self._wait(seen, patience)) is not None:
                yield from (part for _, part in news)
                if not news:
                    yield None
                seen = max([seen, *(change for change, _ in news)])
        finally:
            with self._changed:
                self._listeners -= 1
                self._changed.notify_all()

    def _wait(self, seen: int, patience: float) -> list[tuple[int, Part]] | None:
        """What changed after `seen`, oldest first; None once the board is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._changes > seen or not self._open, patience)
            if not self._open:
                return None
            return sorted(
                (entry for entry in self._parts.values() if entry[0] > seen), key=lambda e: e[0]
            )

    @property
    def listeners(self) -> int:
        with self._changed:
            return self._listeners

    def wait_for_listeners(self, count: int, patience: float) -> bool:
        """Wait until so many listen, at most `patience` seconds; whether it came about."""
        with self._changed:
            return self._changed.wait_for(lambda: self._listeners == count, patience)

    def close(self) -> None:
        """Let everybody go who waits."""
        with self._changed:
            self._open = False
            self._changed.notify_all()

    def _number(self, change: int) -> str:
        return f"{self._run}-{change}"

    def _seen(self, number: str) -> int:
        run, _, change = number.partition("-")
        return int(change) if run == self._run and change.isascii() and change.isdigit() else 0
