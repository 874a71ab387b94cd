"""Hidden checks of `flash`."""

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.probe import Subject

Step = tuple[Any, ...]

SITE = "site = Site(create_app)\nann = site.browser()"
NO_MESSAGE: tuple[int, list[tuple[str, str]]] = (200, [])
SAVED = [("saved", "ok"), ("too long", "err"), ("full", "error"), ("short", "r"), ("?", "errors")]


def shown(text: str) -> bool:
    return bool(text) and text == text.strip()


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6).filter(shown)
CATEGORIES = st.sampled_from(["error", "err", "r", "ok", "message", ""])
ACTIONS = st.one_of(
    st.tuples(st.just("login"), st.one_of(st.none(), st.just(""), TEXTS)),
    st.sampled_from([("page",), ("errors",), ("visit", "/nowhere")]),
    st.tuples(st.just("flash"), TEXTS, CATEGORIES),
)
STEPS = st.lists(
    st.builds(lambda who, action: (who, *action), st.sampled_from(["ann", "bob"]), ACTIONS),
    min_size=1,
    max_size=10,
)


def model(steps: list[Step]) -> list[Any]:
    """What `play` gives on a right app."""
    waiting: dict[str, list[tuple[str, str]]] = {}
    found: list[Any] = []
    for who, what, *arguments in steps:
        mine = waiting.setdefault(who, [])
        if what == "login":
            name = arguments[0]
            welcome = [("ok", f"welcome {name}"), ("info", "last visit unknown")]
            mine += welcome if name else [("error", "name missing")]
        elif what == "flash":
            mine.append((arguments[1], arguments[0]))
        elif what in ("page", "errors"):
            errors = [message for category, message in mine if category == "error"]
            found.append((200, mine if what == "page" else errors))
            waiting[who] = []
    return found


@pytest.mark.task(1)
@pytest.mark.kept("the plain case of one app for all, before its cookies are looked at")
def test_create_app(subject: Subject) -> None:
    """`create_app` makes a new Flask app at each call, and each of them has its views."""
    subject.run("from flask import Flask\napp, other = create_app('moon'), create_app('moon')")
    assert subject.ask("(isinstance(app, Flask), app is other)") == (True, False)
    statuses = "[a.test_client().get('/page').status_code for a in (app, other)]"
    assert subject.ask(statuses) == [200, 200]


@pytest.mark.task(1)
def test_same_key(subject: Subject) -> None:
    """Your app reads the cookie of another Flask app that has the same key.

    So the key is the very one that `create_app` was given, and not a fresh random one: else a
    restart would forget everybody. Without any, Flask reads no cookie, and `flash` raises.
    """
    for key in ("moonlight", b"\x00\xffmoon"):
        subject.fresh()
        subject.run("other, site = Site(plain_app, key), Site(create_app, key)", key=key)
        subject.run("ann = other.browser()\nann.flash('saved', 'ok')")
        assert subject.ask("ann.at(site).page()") == (200, [("ok", "saved")])


@pytest.mark.task(1)
@pytest.mark.kept("security: a constant key must be told as what it is, whatever else it breaks")
def test_another_key(subject: Subject) -> None:
    """A cookie that was signed with another key counts for nothing.

    Whoever knows the key can write any session; so it comes from outside and isn't in the code.
    """
    subject.run("first, second = Site(create_app, 'sun'), Site(create_app, 'moon')")
    subject.run("ann = first.browser()\nann.flash('saved', 'ok')")
    assert subject.ask("ann.at(second).page()") == NO_MESSAGE
    assert subject.ask("ann.page()") == (200, [("ok", "saved")])


@pytest.mark.task(2)
def test_login(subject: Subject) -> None:
    """A login with a name flashes `welcome <name>` (`ok`), then `last visit unknown` (`info`)."""
    for name in ("ann", "Ann Lee", "0", "王小明"):
        subject.fresh()
        subject.run(SITE)
        subject.run("ann.login(name)", name=name)
        assert subject.ask("ann.page()") == (
            200,
            [("ok", f"welcome {name}"), ("info", "last visit unknown")],
        )


@pytest.mark.task(3)
def test_login_without_a_name(subject: Subject) -> None:
    """A login without a name, or with an empty one, flashes `name missing` (`error`) alone.

    `request.form["name"]` ends the request with 400 when the field isn't there.
    """
    for name in (None, ""):
        subject.fresh()
        subject.run(SITE)
        subject.run("ann.login(name)", name=name)
        assert subject.ask("ann.page()") == (200, [("error", "name missing")])


@pytest.mark.task(4)
def test_login_redirects(subject: Subject) -> None:
    """A login answers with a redirect to `/page`, status 303, whether it went well or not.

    303 means: what you asked for is done, now GET that page. Reloading it doesn't log in again.
    """
    subject.run(SITE)
    for name in ("ann", "", None):
        assert subject.ask("ann.login(name)", name=name) == (303, "/page")


@pytest.mark.task(5)
def test_page_shows_all_in_order(subject: Subject) -> None:
    """`/page` shows each message in a `<p>` with its category as class, in the order of flashing.

    It isn't only the login that flashes: whatever a view of the app flashed is shown, in any
    category, and equal messages are shown as often as they were flashed.
    """
    subject.run(SITE)
    messages = [("z", "ok"), ("full", "error"), ("a", "news"), ("z", "ok"), ("?", "")]
    subject.run("for message in messages:\n    ann.flash(*message)", messages=messages)
    assert subject.ask("ann.page()") == (200, [(category, text) for text, category in messages])


@pytest.mark.task(5)
def test_page_is_html(subject: Subject) -> None:
    """`/page` is HTML, also when there is nothing to show."""
    subject.run(SITE)
    assert subject.ask("ann.page()") == NO_MESSAGE
    assert subject.ask("ann.type_of('/page')") == "text/html"


@pytest.mark.task(5)
def test_message_is_escaped(subject: Subject) -> None:
    """HTML in a name is shown as it was typed; it doesn't become part of the page.

    A template escapes what stands in `{{ }}`, unless it says `|safe`; an f-string doesn't.
    """
    for name in ("<b>ann</b>", "&lt;ann&gt;", "</p><p class='error'>hacked", "<script>1</script>"):
        subject.fresh()
        subject.run(SITE)
        subject.run("ann.login(name)", name=name)
        assert subject.ask("ann.page()") == (
            200,
            [("ok", f"welcome {name}"), ("info", "last visit unknown")],
        )


@pytest.mark.task(5)
def test_category_is_escaped(subject: Subject) -> None:
    """A category with quotes or `<` in it is the class as it stands, and nothing more."""
    for category in ("\" onclick='x()'", "' id='x", "a&amp;b", "<i>"):
        subject.fresh()
        subject.run(SITE)
        subject.run("ann.flash('saved', category)", category=category)
        assert subject.ask("ann.page()") == (200, [(category, "saved")])


@pytest.mark.task(6)
def test_errors(subject: Subject) -> None:
    """`/errors` answers the messages of category `error`, none of `err`, `r` or `errors`.

    A filter that is a string selects too much: Flask asks `category in category_filter`, and
    `"err" in "error"` is true. A list holds whole categories.
    """
    subject.run(SITE)
    subject.run("for message in messages:\n    ann.flash(*message)", messages=[*SAVED, ("", "")])
    assert subject.ask("ann.errors()") == (200, ["full"])


@pytest.mark.task(6)
def test_errors_in_order(subject: Subject) -> None:
    """`/errors` is a JSON list of strings in the order of flashing, also when there is one or none.

    Each error is in it as often as it was flashed.
    """
    subject.run(SITE)
    assert subject.ask("ann.errors()") == (200, [])
    subject.run("ann.login('')\nann.flash('full', 'error')\nann.login('ann')\nann.login(None)")
    assert subject.ask("ann.errors()") == (200, ["name missing", "full", "name missing"])
    assert subject.ask("ann.type_of('/errors')") == "application/json"


@pytest.mark.task(7)
def test_shown_once(subject: Subject) -> None:
    """A message that `/page` or `/errors` has shown isn't shown again.

    Flask takes messages out of the session when they are read, and the session is saved before the
    body of a streamed answer runs: what is read only there stays.
    """
    for path in ("page", "errors"):
        subject.fresh()
        subject.run(SITE)
        subject.run(f"ann.login('')\nfirst = ann.{path}()[1]")
        assert subject.ask("len(first)") == 1
        assert subject.ask(f"ann.{path}()") == NO_MESSAGE


@pytest.mark.task(7)
def test_the_rest_is_dropped(subject: Subject) -> None:
    """Reading takes all messages out: what `/errors` doesn't answer is gone after it.

    That is what Flask's `get_flashed_messages` does, with a filter and without.
    """
    subject.run(SITE)
    subject.run("ann.login('ann')\nann.login('')")
    assert subject.ask("ann.errors()") == (200, ["name missing"])
    assert subject.ask("ann.page()") == NO_MESSAGE


@pytest.mark.task(8)
@pytest.mark.kept("the plain case; the model of any sequence finds it too, in more steps")
def test_messages_wait(subject: Subject) -> None:
    """Messages wait, in order, through requests that show none: logins and pages not found."""
    subject.run(SITE)
    subject.run("ann.flash('saved', 'news')\nann.login('')\nann.visit('/nowhere')")
    subject.run("ann.login('ann')\nann.visit('/static/none.css')")
    assert subject.ask("ann.page()") == (
        200,
        [
            ("news", "saved"),
            ("error", "name missing"),
            ("ok", "welcome ann"),
            ("info", "last visit unknown"),
        ],
    )


@pytest.mark.task(8)
@pytest.mark.kept("security: what leaks to another browser must be told as what it is")
def test_other_browsers(subject: Subject) -> None:
    """A message is for the browser whose request flashed it; others neither see nor take it.

    A list in your module or on the app is one for all of them; the session is each browser's own.
    """
    subject.run(SITE)
    subject.run("bob = site.browser()\nann.login('')")
    assert subject.ask("[bob.page(), bob.errors()]") == [NO_MESSAGE, NO_MESSAGE]
    assert subject.ask("ann.page()") == (200, [("error", "name missing")])


@pytest.mark.task(8)
@settings(max_examples=25)
@given(steps=STEPS)
@example(
    steps=[
        ("ann", "login", ""),
        ("bob", "login", "bob"),
        ("bob", "page"),
        ("ann", "login", "ann"),
        ("ann", "page"),
    ]
)
@example(steps=[("ann", "login", "ann"), ("ann", "errors"), ("ann", "login", ""), ("ann", "page")])
def test_any_sequence(subject: Subject, steps: list[Step]) -> None:
    """Whatever two browsers do in turn, each is shown what it was told since it last read."""
    subject.run("site = Site(create_app)")
    assert subject.ask("play(site, steps)", steps=steps) == model(steps)
