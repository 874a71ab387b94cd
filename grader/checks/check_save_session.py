"""Hidden checks of `save_session`."""

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.probe import Subject

MADE = "s = site(RedisSessionInterface)\nb = s.browser()"
COOKIE = {
    "name": "session",
    "domain": None,
    "path": "/",
    "samesite": None,
    "flags": ["httponly"],
    "kind": "lasting",
}
ATTRIBUTES = (
    "s = site(RedisSessionInterface, SESSION_COOKIE_NAME='mine', SESSION_COOKIE_PATH='/',"
    " SESSION_COOKIE_DOMAIN='example.org', SESSION_COOKIE_SECURE=True,"
    " SESSION_COOKIE_SAMESITE='Lax', SESSION_COOKIE_PARTITIONED=True)\nb = s.browser()"
)
FULL = {
    "name": "mine",
    "domain": "example.org",
    "path": "/",
    "samesite": "Lax",
    "flags": ["httponly", "partitioned", "secure"],
    "kind": "lasting",
}
NOTHING: dict[str, Any] = {"cookies": [], "vary": False}
PATHS = st.lists(
    st.one_of(
        st.builds("/put/{}/{}".format, st.sampled_from("ab"), st.integers(0, 9)),
        st.builds("/pop/{}".format, st.sampled_from("ab")),
        st.sampled_from(["/clear", "/idle", "/all", "/fleeting"]),
    ),
    min_size=1,
    max_size=6,
)


def expected(paths: list[str]) -> list[tuple[list[dict[str, str]], bool]]:
    """The rows' entries, and whether there is a cookie, after each visit."""
    held: dict[str, str] = {}
    seen = []
    for path in paths:
        _, action, *rest = path.split("/")
        if action == "put":
            held[rest[0]] = rest[1]
        elif action == "pop":
            held.pop(rest[0], None)
        elif action in ("clear", "fleeting"):
            held.clear()
        seen.append(([dict(held)] if held else [], bool(held)))
    return seen


@pytest.mark.task(1)
def test_untouched_session(subject: Subject) -> None:
    """A visitor who stores nothing leaves no row and gets no cookie."""
    subject.run(MADE)
    for path in ("/idle", "/all", "/look"):
        assert subject.ask("sent(b, path)['cookies']", path=path) == []
    assert subject.ask("len(s.keys())") == 0


@pytest.mark.task(1)
def test_untouched_session_deletes_nothing(subject: Subject) -> None:
    """A visitor without a session leaves other rows alone, also without permanent sessions."""
    subject.run("s = site(RedisSessionInterface, permanent=False)\nb = s.browser()")
    subject.run("b.visit('/put/user/ann')\nother = s.browser()")
    assert subject.ask("sent(other, '/idle')") == NOTHING
    assert subject.ask("entries(s)") == [{"user": "ann"}]


@pytest.mark.task(2)
@pytest.mark.kept("the plain case: what is stored, and where")
def test_changed_session_is_stored(subject: Subject) -> None:
    """What was put into the session is a JSON object in the store, under prefix and id."""
    subject.run("s = site(RedisSessionInterface, prefix='mine:')\nb = s.browser()")
    subject.run("b.visit('/put/user/ann')")
    assert subject.ask("(entries(s), s.keys() == ['mine:' + b.cookie])") == (
        [{"user": "ann"}],
        True,
    )
    subject.run("b.visit('/put/seat/7'), b.visit('/pop/user')")
    assert subject.ask("(entries(s), s.keys() == ['mine:' + b.cookie])") == ([{"seat": "7"}], True)


@pytest.mark.task(2)
@pytest.mark.kept("says what is too much in a row; the model only sees that it isn't gone")
def test_only_the_entries_are_stored(subject: Subject) -> None:
    """A row has the session's entries and nothing else: the id is in its key."""
    subject.run(MADE)
    subject.run("b.visit('/put/user/ann')")
    assert subject.ask("whole_rows(s)") == [{"user": "ann", "_permanent": True}]


@pytest.mark.task(2)
def test_lifetime(subject: Subject) -> None:
    """A row lives for the app's lifetime, in whole seconds, and at least one.

    `timedelta.seconds` leaves the days out; `total_seconds()` doesn't.
    """
    lifetimes: list[tuple[dict[str, float], int]] = [
        ({"days": 1, "seconds": 30.9}, 86430),
        ({"minutes": 30}, 1800),
        ({"days": 31}, 2678400),
        ({"milliseconds": 500}, 1),
    ]
    for lifetime, seconds in lifetimes:
        subject.run("s = site(RedisSessionInterface, lifetime=given)", given=lifetime)
        subject.run("s.browser().visit('/put/user/ann')")
        assert subject.ask("s.lifetimes()") == [seconds]


@pytest.mark.task(2)
@settings(max_examples=25)
@given(paths=PATHS)
@example(paths=["/put/a/1", "/put/b/2", "/pop/a", "/idle", "/clear", "/put/a/3"])
@example(paths=["/put/a/1", "/pop/a", "/all", "/fleeting"])
def test_any_visits(subject: Subject, paths: list[str]) -> None:
    """Through any visits, there is a row and a cookie as long as the session has entries."""
    subject.run("s = site(RedisSessionInterface)")
    assert subject.ask("walk(s, paths)", paths=paths) == expected(paths)


@pytest.mark.task(3)
@pytest.mark.kept("the plain case, before attributes that the config asks for")
def test_cookie(subject: Subject) -> None:
    """A changed session sends one cookie, with Flask's own attributes."""
    subject.run(MADE)
    assert subject.ask("sent(b, '/put/user/ann')['cookies']") == [COOKIE]


@pytest.mark.task(3)
def test_cookie_attributes(subject: Subject) -> None:
    """Name, domain, path, Secure, HttpOnly, SameSite and Partitioned are as they are set."""
    subject.run(ATTRIBUTES)
    assert subject.ask("sent(b, '/put/user/ann')['cookies']") == [FULL]
    subject.run(
        "s = site(RedisSessionInterface, SESSION_COOKIE_HTTPONLY=False, SESSION_COOKIE_SECURE=True,"
        " SESSION_COOKIE_PATH='/shop', SESSION_COOKIE_SAMESITE='Strict')\nb = s.browser()"
    )
    shop = COOKIE | {"path": "/shop", "samesite": "Strict", "flags": ["secure"]}
    assert subject.ask("sent(b, '/put/user/ann')['cookies']") == [shop]


@pytest.mark.task(3)
def test_signed_cookie(subject: Subject) -> None:
    """With the signer on, the cookie's value is the signed id, and it opens the session again."""
    subject.run("s = site(RedisSessionInterface, signed=True)\nb = s.browser()")
    subject.run("b.visit('/put/user/ann')")
    assert subject.ask("s.keys() == [s.prefix + b.cookie]") is False
    assert subject.ask("s.interface.signer(s.app).validate(b.cookie)") is True
    assert subject.ask("b.visit('/all')") == {"user": "ann"}


@pytest.mark.task(4)
def test_permanent_or_not(subject: Subject) -> None:
    """The cookie of a permanent session lasts; another's ends with the browser's window."""
    for permanent, kind in ((True, "lasting"), (False, "session")):
        subject.run("s = site(RedisSessionInterface, permanent=given)\nb = s.browser()",
                    given=permanent)  # fmt: skip
        assert subject.ask("sent(b, '/put/user/ann')['cookies']") == [COOKIE | {"kind": kind}]
        assert subject.ask("s.lifetimes()") == [2678400]


@pytest.mark.task(5)
def test_renewed(subject: Subject) -> None:
    """A permanent session that wasn't changed is renewed by each request, row and cookie."""
    subject.run(MADE)
    subject.run("b.visit('/put/user/ann')")
    for path in ("/idle", "/all"):
        subject.run("age(s, 5)")
        assert subject.ask("sent(b, path)['cookies']", path=path) == [COOKIE]
        assert subject.ask("(s.lifetimes(), entries(s))") == ([2678400], [{"user": "ann"}])


@pytest.mark.task(5)
def test_not_renewed(subject: Subject) -> None:
    """When `should_set_cookie` says no, neither row nor cookie is touched."""
    for options in ("SESSION_REFRESH_EACH_REQUEST=False", "permanent=False"):
        subject.run(f"s = site(RedisSessionInterface, {options})\nb = s.browser()")
        subject.run("b.visit('/put/user/ann')\nage(s, 5)")
        for path in ("/idle", "/all"):
            assert subject.ask("sent(b, path)['cookies']", path=path) == []
        assert subject.ask("(s.lifetimes(), entries(s))") == ([5], [{"user": "ann"}])
        subject.run("b.visit('/put/seat/7')")
        assert subject.ask("s.lifetimes()") == [2678400]


@pytest.mark.task(6)
def test_emptied_session(subject: Subject) -> None:
    """An emptied session loses its row and its cookie, however it was emptied."""
    for path in ("/clear", "/pop/user"):
        subject.run(MADE)
        subject.run("b.visit('/put/user/ann')")
        assert subject.ask("sent(b, path)['cookies']", path=path) == [COOKIE | {"kind": "deleted"}]
        assert subject.ask("len(s.keys())") == 0


@pytest.mark.task(6)
def test_deleted_as_it_was_set(subject: Subject) -> None:
    """The cookie is deleted with the attributes that it was set with, or browsers keep it."""
    subject.run(ATTRIBUTES)
    subject.run("b.visit('/put/user/ann')")
    assert subject.ask("sent(b, '/clear')['cookies']") == [FULL | {"kind": "deleted"}]


@pytest.mark.task(6)
@pytest.mark.kept("a session without a row has to end as well as one with")
def test_filled_and_emptied_at_once(subject: Subject) -> None:
    """A session that was filled and emptied in one request is over, whether it had a row or not."""
    subject.run(MADE)
    assert subject.ask("sent(b, '/fleeting')['cookies']") == [COOKIE | {"kind": "deleted"}]
    subject.run("b.visit('/put/user/ann'), b.visit('/fleeting')")
    assert subject.ask("(len(s.keys()), b.cookie)") == (0, None)


@pytest.mark.task(6)
@pytest.mark.kept("security: what an old cookie opens, not what the store holds")
def test_old_cookie_is_worthless(subject: Subject) -> None:
    """After the end of a session, its old cookie opens nothing, and others go on."""
    subject.run(MADE)
    subject.run("other = s.browser()\nother.visit('/put/user/ben')")
    subject.run("b.visit('/put/user/ann')\nold = b.cookie\nb.visit('/clear')")
    assert subject.ask("s.browser(old).visit('/all')") == {}
    assert subject.ask("other.visit('/all')") == {"user": "ben"}


@pytest.mark.task(7)
def test_vary_when_accessed(subject: Subject) -> None:
    """An answer for which the session was looked at says `Vary: Cookie`.

    Without it, a cache may give one visitor's page to another.
    """
    subject.run("s = site(RedisSessionInterface, SESSION_REFRESH_EACH_REQUEST=False)")
    subject.run("b = s.browser()")
    seen = "[sent(b, path)['vary'] for path in ('/all', '/look', '/put/user/ann', '/all')]"
    assert subject.ask(seen) == [True] * 4
    assert subject.ask("sent(b, '/look')") == {"cookies": [], "vary": True}


@pytest.mark.task(7)
def test_vary_when_a_cookie_is_sent(subject: Subject) -> None:
    """An answer that renews or deletes the cookie says `Vary: Cookie`."""
    subject.run(MADE)
    subject.run("b.visit('/put/user/ann')")
    assert subject.ask("sent(b, '/idle')") == {"cookies": [COOKIE], "vary": True}
    assert subject.ask("sent(b, '/clear')['vary']") is True


@pytest.mark.task(7)
def test_no_vary_otherwise(subject: Subject) -> None:
    """An answer that has nothing to do with the session may be cached for everybody."""
    subject.run(MADE)
    assert subject.ask("sent(b, '/idle')") == NOTHING
    subject.run("s = site(RedisSessionInterface, permanent=False)\nb = s.browser()")
    subject.run("b.visit('/put/user/ann')")
    assert subject.ask("sent(b, '/idle')") == NOTHING
