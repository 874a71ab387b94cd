"""Polling: a server that tells what is new since a place, and a client that keeps asking.

The tasks are in README.md beside this file; the numbers below are theirs. Write each function in
place of its `raise NotImplementedError`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask


def create_app(log: list[Any]) -> Flask:
    """An app whose `/messages?since=N` answers what stands in the log from place N on."""
    # TODO: tasks 1 to 4.
    raise NotImplementedError


def poll(
    fetch: Callable[[int], Mapping[str, Any]],
    handle: Callable[[Any], object],
    *,
    interval: float,
    timeout: float,
    sleep: Callable[[float], object],
    clock: Callable[[], float],
    max_interval: float | None = None,
) -> bool:
    """Hand every new message to `handle` until it says yes (True) or time is up (False)."""
    # TODO: tasks 5 to 10.
    raise NotImplementedError
