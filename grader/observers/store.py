"""The store that session exercises share.

It is a fakeredis in this process, whose clock stands still, so that a row's lifetime can be read
exactly. With `grader run --redis URL` it is a real Redis: every key goes there with a prefix of our
own in front, and a command that could reach beyond it is refused.
"""

import itertools
import math
import os
import sys
import time
from types import ModuleType
from typing import Any, ClassVar

import fakeredis
import redis


class Clock:
    """Stands in for the module `time` inside fakeredis."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def time(self) -> float:
        return self.now

    def __getattr__(self, name: str) -> Any:
        return getattr(time, name)


CLOCK = Clock()
for _name, _module in list(sys.modules.items()):
    if _name.startswith("fakeredis") and isinstance(getattr(_module, "time", None), ModuleType):
        setattr(_module, "time", CLOCK)  # noqa: B010  not in its stubs


URL = os.environ.get("GRADER_REDIS", "")
PREFIX = os.environ.get("GRADER_REDIS_PREFIX", "")
WITHOUT_KEYS = {"AUTH", "CLIENT", "DISCARD", "EXEC", "HELLO", "MULTI", "PING", "QUIT", "SELECT"}
ONE_KEY = {
    *("GET", "SET", "SETEX", "PSETEX", "SETNX", "GETSET", "GETEX", "GETDEL", "STRLEN", "TYPE"),
    *("EXPIRE", "PEXPIRE", "EXPIREAT", "PEXPIREAT", "TTL", "PTTL", "PERSIST", "KEYS"),
}
MANY_KEYS = {"DEL", "UNLINK", "EXISTS", "TOUCH", "MGET", "WATCH"}


def client() -> Any:
    """A client of a new, empty store. It answers bytes."""
    if not URL:
        return fakeredis.FakeRedis(server=fakeredis.FakeServer())
    return OwnPart(f"{PREFIX}{next(NUMBERS)}-{os.getpid()}:")


NUMBERS = itertools.count(1)


class OwnPart(redis.Redis):
    """A client that sees nothing but the keys under its prefix, without that prefix."""

    def __init__(self, prefix: str) -> None:
        pool = redis.ConnectionPool.from_url(URL)
        self.granted: dict[str, int] = {}
        """The milliseconds that each row was last given to live."""
        own = {"prefix": prefix, "granted": self.granted}
        kind = type("OwnConnection", (_Prefixing, pool.connection_class), own)
        pool.connection_class = kind
        super().__init__(connection_pool=pool)
        self._prefix = prefix.encode()

    def keys(self, pattern: Any = "*", **options: Any) -> Any:
        found: Any = super().keys(pattern, **options)
        return [key.removeprefix(self._prefix) for key in found]


SHORT = 10_000
LONGER = 3_600_000
"""Rows that live for SHORT milliseconds or less get LONGER more: a slow machine must see them."""
EXPIRES = {"SETEX": 1000, "EXPIRE": 1000, "EX": 1000, "PSETEX": 1, "PEXPIRE": 1, "PX": 1}
"""The milliseconds in the unit of what follows: the key in a command, nothing in an option."""


class _Prefixing:
    """A connection that puts a prefix before each key, and notes how long rows are to live."""

    prefix = ""
    granted: ClassVar[dict[str, int]] = {}

    def send_command(self, *command: Any, **options: Any) -> None:
        super().send_command(*self._prefixed(command), **options)  # type: ignore[misc]

    def pack_commands(self, commands: Any) -> Any:
        return super().pack_commands(map(self._prefixed, commands))  # type: ignore[misc]

    def _prefixed(self, command: tuple[Any, ...]) -> tuple[Any, ...]:
        name, *arguments = command
        if name in WITHOUT_KEYS or str(name).startswith("CLIENT "):
            return command
        if name in ONE_KEY:
            rest = self._noted(name, _text(arguments[0]), arguments[1:])
            return (name, self._own(arguments[0]), *rest)
        if name in MANY_KEYS:
            return (name, *map(self._own, arguments))
        raise redis.RedisError(f"{name} is not available here: sessions don't need it")

    def _noted(self, name: str, key: str, rest: list[Any]) -> list[Any]:
        """The arguments after the key; a lifetime among them is noted, and a short one longer."""
        options = [_text(argument) for argument in rest]
        option = next((word for word in ("EX", "PX") if name == "SET" and word in options), name)
        if name == "SET":
            self.granted.pop(key, None)
        at = options.index(option) + 1 if name == "SET" and option != name else 0
        if option not in EXPIRES or not (options[at].isdecimal() and int(options[at])):
            return rest
        self.granted[key] = lifetime = int(options[at]) * EXPIRES[option]
        given = lifetime + LONGER * (lifetime <= SHORT)
        return [*rest[:at], given // EXPIRES[option], *rest[at + 1 :]]

    def _own(self, key: Any) -> bytes:
        return (self.prefix + _text(key)).encode()


def _text(value: Any) -> str:
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else str(value)


def rows(store: Any) -> dict[str, bytes]:
    """All that is in the store."""
    return {key.decode(): store.get(key) for key in sorted(store.keys())}


def lifetimes(store: Any) -> list[int | None]:
    """The seconds that each row has left, in an order that the rows' random ids don't decide."""
    return sorted((seconds_left(store, key) for key in rows(store)), key=str)


def seconds_left(store: Any, key: str) -> int | None:
    """How long a row will live, in whole seconds; None when it lives for ever.

    A real Redis has gone on since it was written: what it says must fit what the row was given.
    """
    milliseconds: int = store.pttl(key)
    if milliseconds < 0:
        return None
    given: int = getattr(store, "granted", {}).get(key, milliseconds)
    left = milliseconds - LONGER * (given <= SHORT and URL != "")
    return math.ceil((given if given - LONGER < left <= given else left) / 1000)
