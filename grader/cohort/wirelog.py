"""What a judge and a subject said to each other, word for word, check by check.

`Logging` is a launcher that hands on another's subjects and writes down what passes: for each
subject the requests and the frames that answered them. The judge knows nothing of it. So a check's
whole conversation is at hand when it ends, shrinking included, as the bytes that went over the
wire: the same bytes are the same value, output, traceback and line.
"""

import marshal
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from grader.channel import Channel
from grader.launch import Launcher, Process
from grader.subject.loop import Request, Setup

MOST_LOGGED = 1024 * 1024
"""Bytes of answers in one conversation; a longer one isn't kept."""


class Exchange(msgspec.Struct, frozen=True):
    """One request, without its number, and the frame that answered it, without the number."""

    request: Request
    answer: bytes


class Talk(msgspec.Struct, frozen=True):
    """What one subject was asked."""

    without: tuple[str, ...]
    exchanges: tuple[Exchange, ...]


Conversation = tuple[Talk, ...]
"""All that was asked in one check, subject by subject."""


def without_number(request: Request, frame: bytes) -> bytes | None:
    """An answer apart from the number that it repeats; None for one of another form."""
    head = b'{"id":%d,' % request.id
    return frame[len(head) :] if frame.startswith(head) else None


class Log:
    """The conversation of the current check."""

    def __init__(self) -> None:
        self._talks: list[tuple[tuple[str, ...], list[Exchange]]] = []
        self._size = 0
        self._whole = True

    def take(self) -> Conversation | None:
        """What was said since the last call; None where it can't be compared with another."""
        talks, whole = self._talks, self._whole
        self._talks, self._size, self._whole = [], 0, True
        said = tuple(Talk(without, tuple(ex)) for without, ex in talks if ex)
        return said if said and whole else None

    def last(self) -> bytes | None:
        """The latest answer; None where it can't be compared."""
        exchanges = self._talks[-1][1] if self._talks else []
        return exchanges[-1].answer if exchanges and self._whole else None

    def begin(self, setup: Setup) -> None:
        self._talks.append((setup.without, []))

    def note(self, request: Request, frame: bytes) -> None:
        answer = without_number(request, frame)
        self._size += len(frame)
        if answer is None or self._size > MOST_LOGGED:
            self.spoil()
        elif self._whole:
            self._talks[-1][1].append(Exchange(request._replace(id=0), answer))

    def spoil(self) -> None:
        """Something happened that another submission can't be compared with."""
        self._whole = False
        for _, exchanges in self._talks:
            exchanges.clear()


class Logging:
    """Another launcher, overheard."""

    def __init__(self, launcher: Launcher) -> None:
        self._launcher = launcher
        self.log = Log()

    def place(self, files: Mapping[str, bytes]) -> str:
        return self._launcher.place(files)

    def start(self, setup: Setup, *, ahead: bool = True) -> Process:
        self.log.begin(setup)
        return Overheard(self._launcher.start(setup, ahead=ahead), self.log)

    def close(self) -> None:
        self._launcher.close()


class Overheard:
    """A subject whose channel is overheard."""

    def __init__(self, process: Process, log: Log) -> None:
        self._process = process
        self._log = log
        self.places = process.places
        self.folder = process.folder
        self.layers = process.layers
        self.channel: Channel = OverheardChannel(process.channel, log)

    def pid(self) -> int:
        return self._process.pid()

    def dump_stacks(self) -> None:
        self._process.dump_stacks()

    def end(self) -> int:
        """Only a subject that died or hung is ended so: it left a request unanswered."""
        self._log.spoil()
        return self._process.end()

    def leave(self) -> None:
        self._process.leave()


class OverheardChannel:
    """A channel that notes each request with its answer."""

    def __init__(self, channel: Channel, log: Log) -> None:
        self._channel = channel
        self._log = log
        self._waiting: list[Request] = []

    def send(self, data: bytes) -> None:
        batch: Sequence[tuple[Any, ...]] = marshal.loads(data)
        self._waiting += [Request(*request) for request in batch]
        self._channel.send(data)

    def receive(self, seconds: float) -> bytes | None:
        try:
            frame = self._channel.receive(seconds)
        except BaseException:
            self._log.spoil()
            raise
        if frame is not None:
            if self._waiting:
                self._log.note(self._waiting.pop(0), frame)
            else:
                self._log.spoil()
        return frame

    def close(self) -> None:
        self._channel.close()
