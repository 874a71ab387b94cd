"""Hidden checks of `open_session`."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.probe import Subject

PLAIN = "s = site(RedisSessionInterface)"
SIGNED = "s = site(RedisSessionInterface, signed=True)"
NEW = {"entries": {}, "modified": False, "permanent": True, "rows": 0}
REFUSED = {
    "seen": {},
    "stored under a new id": True,
    "known session unchanged": {"user": "ann"},
}
FORGED = (
    "the id without a signature",
    "the id with a dot",
    "half of the cookie",
    "another signature",
    "signed with another key",
    "only a signature",
)
MADE_UP = ("a chosen id", "very long", "a star", "dots", "another key", "a space")
PATHS = st.lists(
    st.one_of(
        st.builds("/put/{}/{}".format, st.sampled_from("ab"), st.integers(0, 9)),
        st.builds("/pop/{}".format, st.sampled_from("ab")),
        st.sampled_from(["/clear", "/idle", "/all"]),
    ),
    min_size=1,
    max_size=6,
)


def expected(paths: list[str]) -> list[dict[str, str]]:
    """What is in the session after each visit."""
    held: dict[str, str] = {}
    seen = []
    for path in paths:
        _, action, *rest = path.split("/")
        if action == "put":
            held[rest[0]] = rest[1]
        elif action == "pop":
            held.pop(rest[0], None)
        elif action == "clear":
            held.clear()
        seen.append(dict(held))
    return seen


@pytest.mark.task(1)
def test_without_cookie(subject: Subject) -> None:
    """Without a cookie the session is new, empty and unmodified, and nothing is written."""
    for made in (PLAIN, SIGNED):
        subject.fresh()
        subject.run(made)
        assert subject.ask("isinstance(s.open(None), RedisSession)") is True
        assert subject.ask("described(s, None)") == NEW


@pytest.mark.task(1)
def test_permanent_as_told(subject: Subject) -> None:
    """A new session is permanent or not as the interface was told, and unmodified either way."""
    subject.run("s = site(RedisSessionInterface, permanent=False)")
    assert subject.ask("described(s, None)") == NEW | {"permanent": False}


@pytest.mark.task(1)
@pytest.mark.kept("the plain case: a visit that stores nothing")
def test_visit_leaves_nothing(subject: Subject) -> None:
    """A visitor who stores nothing leaves no row and gets no cookie."""
    subject.run(PLAIN)
    subject.run("b = s.browser()\nb.visit('/idle'), b.visit('/all')")
    assert subject.ask("(len(s.keys()), b.cookie)") == (0, None)


@pytest.mark.task(2)
def test_ids(subject: Subject) -> None:
    """Ids of new sessions are long, URL-safe, and random from their first character on.

    `random` can be predicted; the `secrets` module is made for this.
    """
    subject.run(PLAIN)
    assert subject.ask("new_ids(s, 50)") == {
        "long": True,
        "url-safe": True,
        "different": True,
        "no two begin alike": True,
    }


@pytest.mark.task(2)
def test_ids_cannot_be_predicted(subject: Subject) -> None:
    """Who knows the state of `random` and the time doesn't know the next id."""
    subject.run(PLAIN)
    assert subject.ask("id_after_seeding(s) == id_after_seeding(s)") is False


@pytest.mark.task(3)
def test_stored_session(subject: Subject) -> None:
    """With its cookie, a stored session is there again: its id, its entries, unmodified."""
    for made in (PLAIN, SIGNED):
        subject.fresh()
        subject.run(made)
        subject.run("cookie = login(s)")
        got = subject.ask("described(s, cookie)")
        assert got == {"entries": {"user": "ann"}, "modified": False, "permanent": True, "rows": 1}
        assert subject.ask("[s.prefix + s.open(cookie).sid] == s.keys()") is True


@pytest.mark.task(3)
def test_the_store_counts(subject: Subject) -> None:
    """The entries are read from the store each time: it may have been changed elsewhere."""
    subject.run(PLAIN)
    entries = {"user": "ben", "seats": [1, 2], "": None}
    assert subject.ask("with_json_row(s, entries)", entries=entries) == entries


@pytest.mark.task(3)
@pytest.mark.kept("a property over any visits; what fails alone is checked beside it")
@settings(max_examples=15)
@given(paths=PATHS)
@example(paths=["/put/a/1", "/put/b/2", "/pop/a", "/idle", "/clear", "/put/a/3"])
def test_any_visits(subject: Subject, paths: list[str]) -> None:
    """Through any visits that put, pop and clear, the session is what a dict would be."""
    subject.run(PLAIN)
    assert subject.ask("walk(s, paths)", paths=paths) == expected(paths)


@pytest.mark.task(3)
@pytest.mark.kept("security: what leaks to another browser must be told as what it is")
def test_two_browsers(subject: Subject) -> None:
    """Two browsers have two sessions."""
    subject.run(PLAIN)
    subject.run("ann, ben = s.browser(), s.browser()")
    subject.run("ann.visit('/put/user/ann'), ben.visit('/put/user/ben')")
    got = subject.ask("(ann.visit('/all'), ben.visit('/all'), ann.cookie == ben.cookie)")
    assert got == ({"user": "ann"}, {"user": "ben"}, False)


@pytest.mark.task(4)
def test_name_of_the_cookie(subject: Subject) -> None:
    """The cookie's name is what `self.get_cookie_name(app)` says, by setting or by subclass."""
    subject.run("s = site(RedisSessionInterface, SESSION_COOKIE_NAME='mine')")
    assert subject.ask("described(s, login(s))['entries']") == {"user": "ann"}
    subject.run(
        "class Named(RedisSessionInterface):\n"
        "    def get_cookie_name(self, app): return 'of_the_subclass'"
    )
    subject.run("s = site(Named)")
    assert subject.ask("described(s, login(s))['entries']") == {"user": "ann"}


@pytest.mark.task(4)
def test_prefix(subject: Subject) -> None:
    """Rows are looked up under the interface's prefix, and two prefixes are two worlds."""
    subject.run("s = site(RedisSessionInterface, prefix='one:')\ncookie = login(s)")
    subject.run("other = site(RedisSessionInterface, prefix='two:', store=s.store)")
    assert subject.ask("described(s, cookie)['entries']") == {"user": "ann"}
    assert subject.ask("described(other, cookie)['entries']") == {}


@pytest.mark.task(5)
def test_made_up_ids(subject: Subject) -> None:
    """An id that somebody made up is never used: what he stores stands under a new one.

    Else an attacker plants an id in his victim's browser, and shares the session that the victim
    logs into.
    """
    for made in (PLAIN, SIGNED):
        for kind in MADE_UP:
            subject.fresh()
            subject.run(made)
            subject.run("known = login(s)\nforged = forgeries(known, s.open(known).sid)[kind]",
                        kind=kind)  # fmt: skip
            assert subject.ask("with_cookie(s, forged, known)") == REFUSED


@pytest.mark.task(5)
def test_id_of_a_deleted_session(subject: Subject) -> None:
    """When a session's row is gone, its id is as unknown as any other."""
    subject.run(PLAIN)
    subject.run("cookie = login(s)\ns.store.delete(*s.keys())")
    assert subject.ask("(described(s, cookie), s.open(cookie).sid == cookie)") == (NEW, False)


@pytest.mark.task(6)
def test_forged_signatures(subject: Subject) -> None:
    """With the signer on, a cookie that isn't signed, or not by us, opens nothing."""
    for kind in FORGED:
        subject.fresh()
        subject.run(SIGNED)
        subject.run("known = login(s)\nforged = forgeries(known, s.open(known).sid)[kind]",
                    kind=kind)  # fmt: skip
        assert subject.ask("with_cookie(s, forged, known)") == REFUSED


@pytest.mark.task(6)
@pytest.mark.kept("security: an old key is the everyday case of a forged cookie")
def test_another_secret(subject: Subject) -> None:
    """When the app's secret key has changed, cookies signed with the old one open nothing."""
    subject.run(SIGNED)
    subject.run("known = login(s)\ns.app.secret_key = 'a new secret'")
    assert subject.ask("described(s, known)['entries']") == {}


@pytest.mark.task(6)
@pytest.mark.kept("security: one character, the forgery that anybody tries first")
@settings(max_examples=15)
@given(place=st.integers(0, 10**6), letter=st.sampled_from("AZaz09-_."))
@example(place=0, letter="A")
@example(place=10, letter=".")
def test_tampered_cookie(subject: Subject, place: int, letter: str) -> None:
    """A signed cookie with one character changed opens nothing."""
    subject.run(SIGNED)
    subject.run("known = login(s)")
    # Not the last one: its lowest bits are no part of the signature.
    subject.run(
        "at = place % (len(known) - 1)\n"
        "forged = known[:at] + (letter if known[at] != letter else '~') + known[at + 1:]",
        place=place,
        letter=letter,
    )
    assert subject.ask("described(s, forged)['entries']") == {}


@pytest.mark.task(7)
def test_signer_without_secret(subject: Subject) -> None:
    """The signer without a secret key is an error, and not a session that nobody signs."""
    subject.run("s = site(RedisSessionInterface, signed=True, secret=None)")
    allowed = "RuntimeError or KeyError"
    assert subject.raises("s.open('some-id.signature')", allowed) == allowed
    subject.run("other = site(RedisSessionInterface, secret=None)")
    assert subject.ask("described(other, login(other))['entries']") == {"user": "ann"}


@pytest.mark.task(8)
def test_rows_that_cannot_be_read(subject: Subject) -> None:
    """A row that is no JSON object gives an empty session, and no exception.

    Bytes that are no UTF-8 raise UnicodeDecodeError, which is no JSONDecodeError; and a list is
    good JSON, but no session.
    """
    for kind in ("no UTF-8", "empty", "a list", "a number", "null", "a text", "a list of pairs",
                 "half an object"):  # fmt: skip
        subject.fresh()
        subject.run(PLAIN)
        got = subject.ask("with_row(s, payloads()[kind])", kind=kind)
        assert got == {"seen": {}, "status": 200, "executed": []}


@pytest.mark.task(8)
def test_pickles_are_not_loaded(subject: Subject) -> None:
    """A pickle in the store isn't loaded: loading one runs what its author wants."""
    for kind in ("a pickled dict", "a pickle that runs", "an old pickle that runs"):
        subject.fresh()
        subject.run(PLAIN)
        got = subject.ask("with_row(s, payloads()[kind])", kind=kind)
        assert got == {"seen": {}, "status": 200, "executed": []}
