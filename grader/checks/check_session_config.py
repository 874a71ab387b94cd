"""Hidden checks of `session_config`."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.probe import Subject

SITE = "site = Site(configure)"
TYPES = st.lists(
    st.from_regex(r"[a-z]{2,8}", fullmatch=True), min_size=1, max_size=4, unique=True
).map(lambda types: sorted({*types, "null"}))
PREFIXES = st.text(max_size=4)
SETTINGS = st.fixed_dictionaries(
    {},
    optional={
        "SESSION_KEY_PREFIX": PREFIXES,
        "SESSION_USE_SIGNER": st.booleans(),
        "SESSION_PERMANENT": st.booleans(),
        "SESSION_REDIS": st.integers(),
        "OTHER": st.integers(),
    },
)


@st.composite
def questions(draw: st.DrawFn) -> tuple[dict[str, Any], list[str]]:
    """A config and the known types; the type is one of them in any case, or not set."""
    types, config = draw(TYPES), draw(SETTINGS)
    kind = draw(st.none() | st.sampled_from(types))
    if kind is not None:
        config["SESSION_TYPE"] = draw(st.sampled_from([kind, kind.upper(), kind.title()]))
        if draw(st.booleans()):
            config[f"SESSION_{kind.upper()}"] = "a client"
    return config, types


def expected(config: dict[str, Any]) -> dict[str, Any]:
    """What `told` gives on a right function."""
    kind = config.get("SESSION_TYPE", "null").lower()
    keywords = {
        "key_prefix": config.get("SESSION_KEY_PREFIX", "session:"),
        "use_signer": config.get("SESSION_USE_SIGNER", False),
        "permanent": config.get("SESSION_PERMANENT", True),
    }
    call = (kind, (config.get(f"SESSION_{kind.upper()}"),), keywords)
    return {"returned": "interface 1", "calls": [call], "config": config}


@pytest.mark.task(1)
def test_sessions_are_kept(subject: Subject) -> None:
    """What a view puts into the session is there in that browser's next request, and no other's."""
    subject.run(SITE)
    got = subject.ask("[site.visit('ann', '/put/user/ann'), site.visit('ben', '/put/user/ben')]")
    assert got == [(200, "done"), (200, "done")]
    assert subject.ask("[site.visit(who, '/all') for who in ('ann', 'ben', 'cleo')]") == [
        {"user": "ann"},
        {"user": "ben"},
        {},
    ]


@pytest.mark.task(1)
@pytest.mark.kept("a session that works could still be the cookie's; here the row is taken away")
def test_in_the_store_not_in_the_cookie(subject: Subject) -> None:
    """The session is a row in the store: when the row is gone, so is the session."""
    subject.run(SITE)
    subject.run("site.visit('ann', '/put/user/ann')")
    assert subject.ask("len(site.keys())") == 1
    subject.run("site.store.delete(*site.keys())")
    assert subject.ask("site.visit('ann', '/all')") == {}


@pytest.mark.task(2)
def test_prefix_and_id(subject: Subject) -> None:
    """A row's key is `course:` and the cookie's value."""
    subject.run(SITE)
    subject.run("site.visit('ann', '/put/user/ann')")
    assert subject.ask("['course:' + site.cookie('ann').value] == site.keys()") is True


@pytest.mark.task(3)
def test_json(subject: Subject) -> None:
    """A row is a JSON object with the session's entries."""
    subject.run(SITE)
    subject.run("site.visit('ann', '/put/user/ann'), site.visit('ann', '/put/seat/7')")
    assert subject.ask("site.entries()") == [{"user": "ann", "seat": "7"}]


@pytest.mark.task(4)
def test_lifetime(subject: Subject) -> None:
    """A row lives for 1800 seconds, and the cookie says when it expires."""
    subject.run(SITE)
    subject.run("site.visit('ann', '/put/user/ann')")
    assert subject.ask("site.lifetimes()") == [1800]
    assert subject.ask("site.cookie('ann').expires is not None") is True


@pytest.mark.task(5)
def test_cookie_attributes(subject: Subject) -> None:
    """The cookie is HttpOnly and SameSite=Lax, whatever was set before."""
    subject.run("site = Site(configure, SESSION_COOKIE_HTTPONLY=False)")
    subject.run("site.visit('ann', '/put/user/ann')")
    got = subject.ask("(site.cookie('ann').http_only, site.cookie('ann').same_site)")
    assert got == (True, "Lax")


@pytest.mark.task(6)
@pytest.mark.kept("the plain case, before spellings and new backends")
def test_the_chosen_factory(subject: Subject) -> None:
    """The factory of the type is called once, no other is, and its result is returned."""
    config = {"SESSION_TYPE": "redis", "SESSION_REDIS": "a client"}
    types = ["memcached", "null", "redis"]
    got = subject.ask("told(get_interface, config, types)", config=config, types=types)
    assert got == expected(config)


@pytest.mark.task(6)
@pytest.mark.kept("a spelling; what is new about backends is checked beside it")
def test_capitals_do_not_matter(subject: Subject) -> None:
    """`Redis`, `REDIS` and `redis` are one type."""
    for kind in ("Redis", "REDIS", "rEDIS"):
        config = {"SESSION_TYPE": kind, "SESSION_REDIS": "a client"}
        types = ["null", "redis"]
        got = subject.ask("told(get_interface, config, types)", config=config, types=types)
        assert got == expected(config)


@pytest.mark.task(6)
def test_new_backends(subject: Subject) -> None:
    """A backend that nobody has heard of works like the known ones, with its own client."""
    config = {"SESSION_TYPE": "Tape", "SESSION_TAPE": "reel", "SESSION_REDIS": "a client"}
    got = subject.ask("told(get_interface, config, ['tape'])", config=config)
    assert got == expected(config)


@pytest.mark.task(7)
@given(question=questions())
@example(question=({"SESSION_TYPE": "redis", "SESSION_USE_SIGNER": True}, ["null", "redis"]))
@example(question=({"SESSION_TYPE": "null", "SESSION_PERMANENT": False}, ["null", "redis"]))
@example(question=({"SESSION_TYPE": "redis", "SESSION_NULL": 5}, ["null", "redis"]))
def test_what_the_factory_gets(
    subject: Subject, question: tuple[dict[str, Any], list[str]]
) -> None:
    """Client, prefix, signer and permanence come from the settings named for them."""
    config, types = question
    got = subject.ask("told(get_interface, config, types)", config=config, types=types)
    assert got == expected(config)


@pytest.mark.task(8)
def test_defaults(subject: Subject) -> None:
    """Without settings: type `null`, prefix `session:`, no signer, permanent, no client."""
    got = subject.ask("told(get_interface, {}, ['null', 'redis'])")
    assert got == expected({})


@pytest.mark.task(8)
def test_falsy_settings_count(subject: Subject) -> None:
    """An empty prefix is a prefix, and `False` is a setting: only what isn't set has a default."""
    config = {"SESSION_TYPE": "redis", "SESSION_REDIS": 0}
    config |= {"SESSION_KEY_PREFIX": "", "SESSION_PERMANENT": False, "SESSION_USE_SIGNER": False}
    got = subject.ask("told(get_interface, config, ['null', 'redis'])", config=config)
    assert got == expected(config)


@pytest.mark.task(9)
def test_unknown_type(subject: Subject) -> None:
    """A type that isn't there raises ValueError, and its text has the value and the known types."""
    types = ["memcached", "null", "redis"]
    for kind in ("reddis", "mongo", "", None, "session"):
        got = subject.ask(
            "refused(get_interface, {'SESSION_TYPE': kind}, types)", kind=kind, types=types
        )
        assert got == {
            "ended": "ValueError",
            "value named": True,
            "types named": types,
            "calls": [],
        }


@pytest.mark.task(10)
def test_config_is_unchanged(subject: Subject) -> None:
    """`config` is as it was, also a config that can't be changed."""
    subject.run("from types import MappingProxyType\nbackends = Backends('null', 'redis')")
    subject.run("config = {'SESSION_TYPE': 'Redis'}\nget_interface(config, backends)")
    assert subject.ask("config") == {"SESSION_TYPE": "Redis"}
    assert subject.ask("get_interface(MappingProxyType(config), backends)") == "interface 2"


@pytest.mark.task(10)
def test_errors_of_a_factory(subject: Subject) -> None:
    """An exception of a factory goes on as it is: a KeyError in there is no unknown type."""
    for error in ("KeyError", "TypeError", "ValueError", "ConnectionError"):
        subject.run(f"mine = {error}('of the factory')")
        subject.run(
            "caught = None\ntry:\n    get_interface({}, Backends('null', error=mine))\n"
            "except Exception as error:\n    caught = error"
        )
        assert subject.ask("caught is mine") is True
