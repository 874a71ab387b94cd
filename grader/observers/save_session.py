"""Observers of `save_session`: what the store and the browsers have after a visit."""

import json
from datetime import timedelta
from typing import Any

from grader.observers import sessions


def site(make: Any, *, lifetime: dict[str, float] | None = None, **options: Any) -> sessions.Site:
    """An app whose sessions the student's interface keeps; its store is empty.

    `lifetime` holds arguments of `timedelta`.
    """
    made = sessions.Site(make, **options)
    if lifetime is not None:
        made.app.permanent_session_lifetime = timedelta(**lifetime)
    return made


def entries(site: sessions.Site) -> list[dict[str, Any]]:
    """What the rows hold, without the library's own entries."""
    found = [json.loads(row) for row in site.entries()]
    return [{k: v for k, v in row.items() if not k.startswith("_")} for row in found]


def whole_rows(site: sessions.Site) -> list[dict[str, Any]]:
    """All that the rows hold; their ids, which are random, as `sid#1`, `sid#2`, …"""
    texts = [row.decode() for row in site.entries()]
    for number, key in enumerate(site.keys(), 1):
        texts = [text.replace(key.removeprefix(site.prefix), f"sid#{number}") for text in texts]
    return [json.loads(text) for text in texts]


def age(site: sessions.Site, seconds_left: int) -> None:
    """Make every row one that has only so long to live."""
    keys = site.keys()
    for key in keys:
        site.store.expire(key, seconds_left)


def sent(browser: sessions.Browser, path: str) -> dict[str, Any]:
    """What an answer says about the session: its cookies, and whether it says `Vary: Cookie`."""
    browser.visit(path)
    return {"cookies": browser.cookies_sent(), "vary": browser.vary()}


def walk(site: sessions.Site, paths: list[str]) -> list[Any]:
    """After each visit of one browser: the rows' entries, and whether it has a cookie."""
    browser = site.browser()
    return [(browser.visit(path), (entries(site), browser.cookie is not None))[1] for path in paths]
