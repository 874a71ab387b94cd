"""Hidden checks of `middleware`: logs of what happens between a server and an app made by hand."""

import pytest

from grader.probe import Subject

OURS = ("X-Added", "ours")
MADE = "HeaderMiddleware"


@pytest.mark.task(1)
def test_calls_nothing_when_made(subject: Subject) -> None:
    """Making a HeaderMiddleware calls neither the app nor `before`; a request calls both."""
    assert subject.ask(f"calls({MADE})") == ([], ["before", "app"])


@pytest.mark.task(1)
def test_status_and_body(subject: Subject) -> None:
    """Status and body of the app arrive as they are.

    What the app returns has to be returned: a middleware without `return` answers nothing.
    """
    got = subject.ask(f"[e for e in serve({MADE}, 'list') if e[0] in ('start', 'got')]")
    assert got == [
        ("start", "200 marked", [OURS], None),
        ("got", b"chunk 1"),
        ("got", b"chunk 2"),
    ]


@pytest.mark.task(2)
def test_before_comes_first(subject: Subject) -> None:
    """`before` is called once for each request, ahead of the app."""
    for kind in ("plain", "late", "list"):
        log = f"[e if type(e) is str else e[0] for e in serve({MADE}, kind)]"
        assert subject.ask(f"{log}[:3]", kind=kind) == ["before", "app", "start"]
        assert subject.ask(f"{log}.count('before')", kind=kind) == 1


@pytest.mark.task(2)
def test_one_environ(subject: Subject) -> None:
    """`before` gets the very environ that the app gets: what it puts there, the app finds."""
    got = subject.ask(f"[e[1] for e in serve({MADE}, 'late') if e[0] == 'start']")
    assert got == ["200 marked"]


@pytest.mark.task(3)
def test_header_is_added(subject: Subject) -> None:
    """The header is added to the app's own, also when one of them has the same name."""
    got = subject.ask(f"[e for e in serve({MADE}, 'plain') if e[0] == 'start']")
    headers = [("X-Added", "app"), OURS, ("X-Own", "app")]
    assert got == [("start", "200 OK", headers, None)]


@pytest.mark.task(3)
def test_header_when_started_late(subject: Subject) -> None:
    """An app that calls `start_response` only when its body is read gets the header too."""
    got = subject.ask(f"[e for e in serve({MADE}, 'late') if e[0] == 'start']")
    assert got == [("start", "200 marked", [OURS, ("X-Own", "app")], None)]


@pytest.mark.task(4)
def test_exc_info(subject: Subject) -> None:
    """`exc_info` is passed on, with the header once more.

    An app that fails on the way calls `start_response` again, with `sys.exc_info()` as the third
    argument.
    """
    got = subject.ask(f"[e for e in serve({MADE}, 'restarts') if e[0] == 'start']")
    assert got == [
        ("start", "200 OK", [OURS], None),
        ("start", "500 Sorry", [OURS, ("X-Own", "error")], "KeyError"),
    ]


@pytest.mark.task(4)
def test_write(subject: Subject) -> None:
    """The app gets the server's `write` function: your `start_response` returns it."""
    got = subject.ask(f"[e for e in serve({MADE}, 'writes') if e[0] in ('write', 'got')]")
    assert got == [("write", b"written"), ("got", b"chunk 1")]


@pytest.mark.task(5)
def test_chunk_by_chunk(subject: Subject) -> None:
    """Each chunk is passed on before the app makes the next one."""
    got = subject.ask(f"[e for e in serve({MADE}, 'plain') if e[0] in ('made', 'got')]")
    assert got == [("made", 1), ("got", b"chunk 1"), ("made", 2), ("got", b"chunk 2")]


@pytest.mark.task(6)
@pytest.mark.kept("the plain case, before a reader who goes away in the middle")
def test_close_at_the_end(subject: Subject) -> None:
    """When all is read, the app's body is closed.

    A list or a generator expression made from the body has lost its `close()`.
    """
    assert subject.ask(f"serve({MADE}, 'plain')[-1]") == "closed"


@pytest.mark.task(6)
def test_close_in_the_middle(subject: Subject) -> None:
    """When the client goes in the middle, the app's body is closed and makes no more chunks."""
    got = subject.ask(f"serve({MADE}, 'plain', chunks=1)[3:]")
    assert got == [("made", 1), ("got", b"chunk 1"), "closed"]


@pytest.mark.task(6)
def test_body_without_close(subject: Subject) -> None:
    """A body that is a plain list has no `close()`, and needs none."""
    got = subject.ask(f"serve({MADE}, 'list')[-1]")
    assert got == ("got", b"chunk 2")


@pytest.mark.task(7)
def test_exception_of_before(subject: Subject) -> None:
    """When `before` raises, that goes on, and the app isn't called."""
    got = subject.ask(f"serve({MADE}, 'plain', fails=True)")
    assert got == ["before", ("raised", "LookupError", ("in before",))]


@pytest.mark.task(7)
def test_exception_of_the_app(subject: Subject) -> None:
    """What the app raises goes on unchanged."""
    got = subject.ask(f"serve({MADE}, 'raises')")
    assert got == ["before", "app", ("raised", "LookupError", ("in the app",))]


@pytest.mark.task(7)
def test_exception_of_the_body(subject: Subject) -> None:
    """What the body raises in the middle goes on unchanged, and the body is closed."""
    got = subject.ask(f"serve({MADE}, 'bad body')[3:]")
    assert got == [
        ("made", 1),
        ("got", b"chunk 1"),
        ("made", 2),
        "closed",
        ("raised", "LookupError", ("in the body",)),
    ]


@pytest.mark.task(8)
def test_two_requests_at_once(subject: Subject) -> None:
    """Two requests that overlap don't mix: keep what belongs to one out of `self`."""
    assert subject.ask(f"two_at_once({MADE})") == [
        [
            "before",
            ("start", f"200 number {number}", [OURS, ("X-Own", "app")], None),
            ("got", b"chunk 1"),
            ("got", b"chunk 2"),
        ]
        for number in (0, 1)
    ]


@pytest.mark.task(9)
@pytest.mark.kept("the plain case: what `install` returns and that it works")
def test_install(subject: Subject) -> None:
    """`install` returns the Flask app, and every answer has the header, also a 404.

    Wrap `app.wsgi_app` and put the result there; a wrapper of `app` itself calls itself for ever.
    """
    subject.run("app = site()")
    subject.run("paths = []\ndef before(environ):\n    paths.append(environ['PATH_INFO'])")
    assert subject.ask("install(app, before, ('X-Added', 'ours')) is app") is True
    assert subject.ask("visit(app, '/')") == {"status": 200, "text": "index", "added": [OURS]}
    assert subject.ask("visit(app, '/nowhere')") == {"status": 404, "text": "", "added": [OURS]}
    assert subject.ask("paths") == ["/", "/nowhere"]


@pytest.mark.task(9)
@pytest.mark.kept("the ordering trap of the task, told as what it is")
def test_no_request_context_yet(subject: Subject) -> None:
    """`before` runs when there is no request context: Flask makes it later."""
    assert subject.ask("contexts_seen(install)") == [False, False]


@pytest.mark.task(9)
def test_installed_twice(subject: Subject) -> None:
    """Installed twice, both add their header, and the one installed last comes first."""
    subject.run("order, app = [], site()")
    subject.run("install(app, lambda environ: order.append('first'), ('X-Added-1', 'a'))")
    subject.run("install(app, lambda environ: order.append('second'), ('X-Added-2', 'b'))")
    got = subject.ask("visit(app, '/')")
    assert got == {
        "status": 200,
        "text": "index",
        "added": [("X-Added-1", "a"), ("X-Added-2", "b")],
    }
    assert subject.ask("order") == ["second", "first"]
