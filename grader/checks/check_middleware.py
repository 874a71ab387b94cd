"""Hidden checks of `middleware`: logs of what happens between a server and an app made by hand."""

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.probe import Subject

Header = tuple[str, str]
Planned = tuple[str, str, list[bytes]]

OURS = ("X-Added", "ours")
OWN = ("X-Own", "app")
MADE = "HeaderMiddleware"
EXAMPLES = 25

KINDS = st.sampled_from(["list", "body", "generator"])
REASONS = st.from_regex(r"[A-Z][a-z]{0,7}( [A-Z][a-z]{0,7})?", fullmatch=True)
STATUSES = st.builds("{} {}".format, st.integers(200, 599), REASONS)
USUAL_NAMES = st.sampled_from(["X-Added", "x-added", "X-Own", "Set-Cookie", "Vary"])
NAMES = USUAL_NAMES | st.from_regex(r"[A-Z][a-z]{1,5}-[A-Z][a-z]{1,5}", fullmatch=True)
HEADERS = st.tuples(NAMES, st.from_regex(r"[!-~]{1,5}( [!-~]{1,5})?", fullmatch=True))
CHUNKS = st.lists(st.binary(max_size=3), max_size=4)
PLANNED = st.tuples(KINDS, STATUSES, CHUNKS.filter(all))
TURNS = st.lists(st.integers(0, 2), max_size=12)


def alone(planned: Planned, turns: int) -> list[Any]:
    """What happens in one request that has its turn so often, whatever others do."""
    kind, status, chunks = planned
    if not turns:
        return []
    got = [("got", chunk) for chunk in chunks[: max(turns - 1, 1)]]
    closed = [] if kind == "list" else ["closed"]
    return ["before", ("start", status, sorted([OWN, OURS]), None), *got, *closed]


@pytest.mark.task(1)
def test_calls_nothing_when_made(subject: Subject) -> None:
    """Making a HeaderMiddleware calls neither the app nor `before`; a request calls both."""
    assert subject.ask(f"calls({MADE})") == ([], ["before", "app"])


@pytest.mark.task(1)
@settings(max_examples=EXAMPLES)
@given(kind=KINDS, status=STATUSES, chunks=CHUNKS)
@example(kind="list", status="200 OK", chunks=[b"chunk 1", b"chunk 2"])
@example(kind="generator", status="404 Not Found", chunks=[b"chunk 1", b"", b"chunk 2"])
def test_status_and_body(subject: Subject, kind: str, status: str, chunks: list[bytes]) -> None:
    """Status and body of the app arrive as they are.

    What the app returns has to be returned: a middleware without `return` answers nothing.
    """
    answered = f"answered({MADE}, [('X-Added', 'ours')], kind, status, [], chunks)"
    got = subject.ask(f"[e[1] for e in {answered}]", kind=kind, status=status, chunks=chunks)
    assert got == [status, *chunks]


@pytest.mark.task(2)
def test_before_comes_first(subject: Subject) -> None:
    """`before` is called once for each request, ahead of the app."""
    for kind in ("plain", "late", "list"):
        log = f"[e if type(e) is str else e[0] for e in serve({MADE}, kind)]"
        assert subject.ask(f"{log}[:3]", kind=kind) == ["before", "app", "start"]
        assert subject.ask(f"{log}.count('before')", kind=kind) == 1


@pytest.mark.task(2)
@settings(max_examples=EXAMPLES)
@given(kind=st.sampled_from(["list", "late"]), mark=REASONS)
@example(kind="late", mark="marked")
def test_one_environ(subject: Subject, kind: str, mark: str) -> None:
    """`before` gets the very environ that the app gets: what it puts there, the app finds."""
    log = f"serve({MADE}, kind, mark=mark)"
    got = subject.ask(f"[e[1] for e in {log} if e[0] == 'start']", kind=kind, mark=mark)
    assert got == [f"200 {mark}"]


@pytest.mark.task(3)
@settings(max_examples=EXAMPLES)
@given(ours=st.lists(HEADERS, min_size=1, max_size=3), headers=st.lists(HEADERS, max_size=4))
@example(ours=[OURS], headers=[OWN, ("X-Added", "app")])
@example(ours=[OURS], headers=[("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")])
def test_header_is_added(subject: Subject, ours: list[Header], headers: list[Header]) -> None:
    """The header is added to the app's own, also when one of them has the same name.

    An app may have several headers of one name: a dict keeps the last of them.
    """
    answered = f"answered({MADE}, ours, 'list', '200 OK', headers, [])"
    got = subject.ask(f"{answered}[:1]", ours=ours, headers=headers)
    assert got == [("start", "200 OK", sorted([*headers, *ours]), None)]


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
@settings(max_examples=EXAMPLES)
@given(requests=st.lists(PLANNED, min_size=3, max_size=3), turns=TURNS)
@example(
    requests=[("generator", f"200 number {number}", [b"chunk 1", b"chunk 2"]) for number in (0, 1)],
    turns=[0, 1, 0, 1, 0, 1, 1, 0],
)
@example(requests=[("body", "200 OK", [b"chunk 1"])] * 2, turns=[0, 0, 0, 1, 1, 1])
def test_requests_at_once(subject: Subject, requests: list[Planned], turns: list[int]) -> None:
    """Requests don't mix, also those that overlap: keep what belongs to one out of `self`.

    `turns` says whose turn it is: each request is called, then read chunk by chunk, then closed.
    """
    got = subject.ask(f"at_once({MADE}, requests, turns)", requests=requests, turns=turns)
    assert got == [alone(one, turns.count(number)) for number, one in enumerate(requests)]


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
