"""Observers of `open_session`: what is opened for cookies that are right, forged or worn out."""

import json
import pickle
import random
import string
from typing import Any
from unittest import mock

from itsdangerous import Signer

from grader.observers import sessions

EXECUTED: list[str] = []
SEED = random.seed  # kept from before any of the student's code could put another in its place
URL_SAFE = set(string.ascii_letters + string.digits + "-_")


def site(make: Any, **options: Any) -> sessions.Site:
    """An app whose sessions the student's interface keeps; its store is empty."""
    EXECUTED.clear()
    return sessions.Site(make, **options)


def described(site: sessions.Site, cookie: str | None) -> dict[str, Any]:
    """What is opened for a cookie, and how many rows there are then."""
    session = site.open(cookie)
    return {
        "entries": {k: v for k, v in session.items() if not k.startswith("_")},
        "modified": session.modified,
        "permanent": session.permanent,
        "rows": len(site.keys()),
    }


def new_ids(site: sessions.Site, count: int) -> dict[str, bool]:
    """Whether the ids of many new sessions are long, URL-safe and all different."""
    ids = [site.open(None).sid for _ in range(count)]
    return {
        "long": all(len(sid) >= 20 for sid in ids),
        "url-safe": all(set(sid) <= URL_SAFE for sid in ids),
        "different": len(set(ids)) == count,
        "no two begin alike": len({sid[:8] for sid in ids}) == count,
    }


def id_after_seeding(site: sessions.Site) -> str:
    """The id of a new session when `random` is seeded and the clock stands still."""
    SEED(7)
    with mock.patch("time.time", return_value=1.0):
        return str(site.open(None).sid)


def login(site: sessions.Site) -> str:
    """The cookie of a session with `user` in it."""
    browser = site.browser()
    browser.visit("/put/user/ann")
    assert browser.cookie is not None
    return browser.cookie


def with_cookie(site: sessions.Site, cookie: str, known: str) -> dict[str, Any]:
    """What somebody gets who brings a cookie of his own making and then stores something.

    `known` is the cookie of a session that belongs to somebody else.
    """
    before = dict(zip(site.keys(), site.entries(), strict=True))
    stranger = site.browser(cookie)
    seen = stranger.visit("/all")
    stranger.visit("/put/evil/1")
    after = dict(zip(site.keys(), site.entries(), strict=True))
    added = set(after) - set(before)
    return {
        "seen": seen,
        "stored under a new id": len(added) == 1 and site.prefix + cookie not in added,
        "known session unchanged": site.browser(known).visit("/all"),
    }


def forgeries(cookie: str, sid: str) -> dict[str, str]:
    """Values that somebody could put into the cookie, by what they are; `sid` has a row."""
    return {
        "the id without a signature": sid,
        "the id with a dot": sid + ".",
        "half of the cookie": cookie[: len(cookie) // 2],
        "another signature": f"{sid}.{'A' * 27}",
        "signed with another key": Signer("another", salt="session id").sign(sid).decode(),
        "only a signature": "." + cookie.rpartition(".")[2],
        "a chosen id": "chosen-by-the-attacker-0001",
        "very long": "x" * 4000,
        "a star": "*",
        "dots": "a.b.c",
        "another key": "../course",
        "a space": "a b",
    }


def payloads() -> dict[str, bytes]:
    """Rows that are no JSON object, by what they are."""
    return {
        "no UTF-8": b"\xff\xfe\x00",
        "empty": b"",
        "a list": b"[1, 2]",
        "a number": b"5",
        "null": b"null",
        "a text": b'"user"',
        "a list of pairs": b'[["user", "ann"]]',
        "half an object": b'{"user": ',
        "a pickled dict": pickle.dumps({"user": "ann"}),
        "a pickle that runs": pickle.dumps(_Runs()),
        "an old pickle that runs": pickle.dumps(_Runs(), protocol=0),
    }


class _Runs:
    def __reduce__(self) -> tuple[Any, ...]:
        return _executed, ("it ran",)


def _executed(what: str) -> dict[str, str]:
    EXECUTED.append(what)
    return {"user": what}


def with_row(site: sessions.Site, row: bytes) -> dict[str, Any]:
    """What is opened, and what of it was executed, when a known session's row is replaced."""
    cookie = login(site)
    site.store.set(site.keys()[0], row)
    browser = site.browser(cookie)
    return {"seen": browser.visit("/all"), "status": 200, "executed": list(EXECUTED)}


def with_json_row(site: sessions.Site, entries: dict[str, Any]) -> dict[str, Any]:
    """What is opened when a known session's row holds other entries: the store is what counts."""
    cookie = login(site)
    site.store.set(site.keys()[0], json.dumps(entries))
    return dict(site.browser(cookie).visit("/all"))


def walk(site: sessions.Site, paths: list[str]) -> list[Any]:
    """What one browser finds in its session after each visit."""
    browser = site.browser()
    return [(browser.visit(path), browser.visit("/all"))[1] for path in paths]
