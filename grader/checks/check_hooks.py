"""Hidden checks of `hooks`."""

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.probe import Subject

Step = tuple[str, str, bool]

SITE = "site = Site(create_app, register, Gate())"
OPEN = "site = Site(create_app, register, Gate(is_open=True))"
ADMIN = {"/admin/": "dashboard", "/admin/users": "users", "/admin/users/ann": "user"}
FREE = {"/": "welcome", "/administrators": "administrators", "/about": "about"}
MISSING = ("/nowhere", "/admin/nowhere", "/static/none.css", "/administrator")
PATHS = st.sampled_from([*ADMIN, *FREE, *MISSING])
STEPS = st.lists(st.tuples(st.just("GET"), PATHS, st.booleans()), min_size=1, max_size=8)


def model(steps: list[Step]) -> tuple[list[Any], dict[str, Any]]:
    """What `play` gives on a right app."""
    answers: list[Any] = []
    log: dict[str, Any] = {"seen": [], "asked": [], "ran": []}
    for _, path, is_open in steps:
        log["seen"].append(path)
        text = (ADMIN | FREE).get(path)
        if path in ADMIN:
            log["asked"].append(path)
        if text is None:
            answers.append((404, ""))
        elif path in ADMIN and not is_open:
            answers.append((401, ""))
        else:
            answers.append((200, text))
            log["ran"] += [text] if text not in ("dashboard", "welcome") else []
    return answers, log


@pytest.mark.task(1)
@pytest.mark.kept("the plain case: what is there before anybody registers anything")
def test_create_app(subject: Subject) -> None:
    """`create_app` makes a Flask app with two blueprints of its own and an empty `seen`."""
    subject.run("from flask import Blueprint, Flask\napp = create_app(lambda request: False)")
    kinds = "(isinstance(app, Flask), isinstance(app.admin, Blueprint), app.admin.name)"
    assert subject.ask(kinds) == (True, True, "admin")
    assert subject.ask("(isinstance(app.public, Blueprint), app.public.name)") == (True, "public")
    assert subject.ask("(app.seen, app.blueprints)") == ([], {})


@pytest.mark.task(1)
def test_views_of_its_own(subject: Subject) -> None:
    """`/admin/` answers `dashboard`, `/` answers `welcome`."""
    subject.run(OPEN)
    assert subject.ask("[site.visit('/admin/'), site.visit('/')]") == [
        (200, "dashboard"),
        (200, "welcome"),
    ]


@pytest.mark.task(2)
def test_views_added_in_between(subject: Subject) -> None:
    """Views that were added to the blueprints before `register` are served, admin's by prefix."""
    subject.run(OPEN)
    got = subject.ask("[site.visit(path) for path in ('/admin/users', '/administrators')]")
    assert got == [(200, "users"), (200, "administrators")]
    assert subject.ask("sorted(site.app.blueprints)") == ["admin", "public"]


@pytest.mark.task(3)
@pytest.mark.kept("once: its twins look at the order only")
def test_every_path_is_seen_once(subject: Subject) -> None:
    """Each request's path is in `app.seen` once: served, refused, or not found."""
    paths = [*ADMIN, *FREE, *MISSING]
    subject.run(SITE)
    subject.run("for path in paths:\n    site.visit(path)", paths=paths)
    assert subject.ask("site.app.seen") == paths


@pytest.mark.task(3)
def test_seen_before_the_guard(subject: Subject) -> None:
    """When `is_logged_in` is asked, the path is in `app.seen` already.

    An app-wide hook runs before those of a blueprint; what is recorded after the request comes too
    late.
    """
    subject.run(SITE)
    subject.run("site.visit('/'), site.visit('/admin/users')")
    assert subject.ask("site.gate.seen_before") == [["/", "/admin/users"]]


@pytest.mark.task(3)
def test_seen_before_the_view(subject: Subject) -> None:
    """When a view runs, its path is in `app.seen` already."""
    subject.run("app = create_app(lambda request: True)")
    subject.run(
        "for part in (app.admin, app.public):\n"
        "    part.add_url_rule('/x', 'added_x', lambda: app.seen[-1])"
    )
    subject.run("register(app)")
    assert subject.ask("[visit(app, path) for path in ('/admin/x', '/x')]") == [
        (200, "/admin/x"),
        (200, "/x"),
    ]


@pytest.mark.task(4)
@pytest.mark.kept("the plain case, before other methods than GET")
def test_admin_is_refused(subject: Subject) -> None:
    """Not logged in, each admin view answers 401 and doesn't run, whoever added it."""
    subject.run(SITE)
    for path in ADMIN:
        assert subject.ask("site.visit(path)", path=path) == (401, "")
    assert subject.ask("site.ran") == []


@pytest.mark.task(4)
def test_every_method_is_refused(subject: Subject) -> None:
    """The guard holds for every method: a POST or HEAD isn't let through either."""
    subject.run(SITE)
    methods = ["POST", "HEAD"]
    got = subject.ask("[site.visit('/admin/users', m)[0] for m in methods]", methods=methods)
    assert got == [401, 401]
    assert subject.ask("site.ran") == []


@pytest.mark.task(4)
def test_admin_is_let_in(subject: Subject) -> None:
    """Logged in, each admin view runs, and its answer is the answer.

    A hook that returns anything but None ends the request with that.
    """
    subject.run(OPEN)
    for path, text in ADMIN.items():
        assert subject.ask("site.visit(path)", path=path) == (200, text)
    assert subject.ask("site.ran") == ["users", "user"]


@pytest.mark.task(5)
@pytest.mark.kept("what is let through; its twin looks at whom nobody should ask about")
def test_nothing_else_is_guarded(subject: Subject) -> None:
    """Public views, also at `/administrators`, and the app's own are for everybody."""
    subject.run(SITE)
    for path, text in FREE.items():
        assert subject.ask("site.visit(path)", path=path) == (200, text)


@pytest.mark.task(5)
def test_nobody_else_is_asked_about(subject: Subject) -> None:
    """For requests that aren't to an admin view, `is_logged_in` isn't asked."""
    subject.run(SITE)
    subject.run("for path in paths:\n    site.visit(path)", paths=[*FREE, "/nowhere"])
    assert subject.ask("site.gate.asked") == []


@pytest.mark.task(6)
@pytest.mark.kept("the plain case; the model of any sequence finds it too, in more steps")
def test_asked_once_for_each_request(subject: Subject) -> None:
    """`is_logged_in` is asked once for each request to an admin view, and not before any."""
    subject.run(SITE)
    assert subject.ask("site.gate.asked") == []
    subject.run("site.visit('/admin/'), site.visit('/admin/users')")
    subject.run("site.gate.is_open = True\nsite.visit('/admin/')")
    assert subject.ask("site.gate.asked") == ["/admin/", "/admin/users", "/admin/"]


@pytest.mark.task(6)
@settings(max_examples=25)
@given(steps=STEPS)
@example(steps=[("GET", "/admin/", False), ("GET", "/admin/", True), ("GET", "/admin/", False)])
@example(steps=[("GET", "/admin/users", True), ("GET", "/", False), ("GET", "/admin/users", False)])
def test_any_sequence(subject: Subject, steps: list[Step]) -> None:
    """In any sequence of requests, logged in or not, each is decided by itself."""
    subject.run(SITE)
    assert subject.ask("play(site, steps)", steps=steps) == model(steps)


@pytest.mark.task(7)
def test_two_apps(subject: Subject) -> None:
    """Two apps have blueprints, a guard and a `seen` of their own."""
    subject.run("first = Site(create_app, register, Gate())")
    subject.run("second = Site(create_app, register, Gate(is_open=True))")
    got = subject.ask("[site.visit('/admin/users') for site in (first, second, first)]")
    assert got == [(401, ""), (200, "users"), (401, "")]
    assert subject.ask("(first.app.seen, second.app.seen)") == (
        ["/admin/users", "/admin/users"],
        ["/admin/users"],
    )
    assert subject.ask("(first.app is second.app, first.app.admin is second.app.admin)") == (
        False,
        False,
    )
