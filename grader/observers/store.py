"""The store that session exercises share: a fakeredis in this process, whose clock stands still.

Nothing here waits: how long a row lives is read from the store, and `pass_time` lets it grow old.
"""

import math
import sys
import time
from types import ModuleType
from typing import Any

import fakeredis


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


def client() -> fakeredis.FakeRedis:
    """A client of a new, empty store. It answers bytes."""
    return fakeredis.FakeRedis(server=fakeredis.FakeServer())


def pass_time(seconds: float) -> None:
    """Let the stores' clock go on."""
    CLOCK.now += seconds


def rows(store: Any) -> dict[str, bytes]:
    """All that is in the store."""
    return {key.decode(): store.get(key) for key in sorted(store.keys())}


def seconds_left(store: Any, key: str) -> int | None:
    """How long a row will live, in whole seconds; None when it lives for ever."""
    milliseconds = store.pttl(key)
    return math.ceil(milliseconds / 1000) if milliseconds >= 0 else None
