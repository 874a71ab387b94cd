"""The page is served to one reader, and its events carry nothing but text and the page's markup."""

import json
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from werkzeug.test import TestResponse

from grader.page import Extra, exercise_part
from grader.page.prose import visible
from grader.report import Report
from grader.web.app import create_app
from grader.web.board import Board
from grader.web.door import Door
from tests.page import dom
from tests.page.reports import hostile_reports
from tests.page.test_render import harmless

PORT = 4321
HERE = f"127.0.0.1:{PORT}"
EXTRA = Extra(1, "", "", ("a", "b"), ("exercises/x/x.py",))


def served(board: Board | None = None) -> tuple[Flask, Door]:
    door = Door(PORT)
    return create_app(board or Board(), lambda: "the page", door, patience=0.0), door


@pytest.fixture
def stranger() -> FlaskClient:
    return served()[0].test_client()


@pytest.fixture
def reader() -> FlaskClient:
    app, door = served()
    return let_in(app, door)


def let_in(app: Flask, door: Door) -> FlaskClient:
    client = app.test_client()
    assert get(client, f"/?token={door.token}").status_code == 303
    return client


def get(client: FlaskClient, path: str, method: str = "GET", **headers: str) -> TestResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.open(path, method=method, base_url=f"http://{HERE}", headers=named)


def test_the_token_is_changed_for_a_cookie_that_no_script_reads(stranger: FlaskClient) -> None:
    app, door = served()
    client = app.test_client()
    answer = get(client, f"/?token={door.token}")
    cookie = answer.headers["Set-Cookie"]
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert get(client, "/").text == "the page"


@pytest.mark.parametrize("path", ["/", "/events", "/?token=", "/?token=wrong", "/?token=é", "/no"])
def test_without_the_token_nothing_is_shown(stranger: FlaskClient, path: str) -> None:
    answer = get(stranger, path)
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers
    assert "the page" not in answer.text.replace("show the page", "")


def test_a_wrong_cookie_is_no_token(stranger: FlaskClient) -> None:
    stranger.set_cookie(f"underglass-{PORT}", "wrong", domain="127.0.0.1")
    assert get(stranger, "/").status_code == 403


def test_each_server_has_a_token_of_its_own() -> None:
    tokens = {Door(PORT).token for _ in range(20)}
    assert len(tokens) == 20
    assert min(map(len, tokens)) >= 43


@pytest.mark.parametrize(
    "host",
    ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:1", f"127.0.0.2:{PORT}"],
)
def test_a_name_that_was_bound_anew_is_refused(reader: FlaskClient, host: str) -> None:
    assert get(reader, "/", Host=host).status_code == 403


@pytest.mark.parametrize("host", [HERE, f"localhost:{PORT}", f"LOCALHOST:{PORT}", f"[::1]:{PORT}"])
def test_this_machine_has_several_names(host: str) -> None:
    app, door = served()
    assert get(app.test_client(), f"/?token={door.token}", Host=host).status_code == 303


@pytest.mark.parametrize("origin", ["null", "http://evil.example", "http://127.0.0.1:1", ""])
def test_a_foreign_origin_is_refused(reader: FlaskClient, origin: str) -> None:
    assert get(reader, "/", method="POST", Origin=origin).status_code == 403
    assert get(reader, "/events", Origin=origin).status_code == 403


def test_a_change_without_an_origin_is_refused(reader: FlaskClient) -> None:
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        assert get(reader, "/", method=method).status_code == 403


def test_the_page_s_own_origin_may_ask(reader: FlaskClient) -> None:
    assert get(reader, "/", Origin=f"http://{HERE}").status_code == 200
    assert get(reader, "/", method="POST", Origin=f"http://{HERE}").status_code == 405


@pytest.mark.parametrize("site", ["same-site", "cross-site"])
def test_a_page_of_another_port_or_site_can_only_link_here(reader: FlaskClient, site: str) -> None:
    embedded = {"Sec_Fetch_Site": site, "Sec_Fetch_Mode": "no-cors", "Sec_Fetch_Dest": "script"}
    framed = {"Sec_Fetch_Site": site, "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "iframe"}
    linked = {"Sec_Fetch_Site": site, "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}
    asked = [get(reader, "/", **headers).status_code for headers in (embedded, framed, linked)]
    assert asked == [403, 403, 200]


def test_every_answer_forbids_what_the_page_doesn_t_need(reader: FlaskClient) -> None:
    for path in ("/", "/events", "/nowhere"):
        headers = get(reader, path, method="HEAD").headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"] == "no-store"
        assert not [name for name, _ in headers if name.startswith("Access-Control")]


def events(text: str) -> list[dict[str, str]]:
    """The events that a browser reads in a stream."""
    found = []
    for block in text.split("\n\n"):
        lines = (line.partition(": ") for line in block.split("\n") if not line.startswith(":"))
        fields = {field: value for field, _, value in lines}
        if "data" in fields:
            found.append(fields)
    return found


def first_events(board: Board, count: int, path: str = "/events", **headers: str) -> str:
    """The beginning of the stream."""
    client = let_in(*served(board))
    answer = get(client, path, **headers)
    assert answer.mimetype == "text/event-stream"
    pieces: Iterator[bytes] = answer.iter_encoded()
    text = "".join(next(pieces).decode() for _ in range(count + 1))
    answer.close()
    return text


def test_a_part_comes_as_one_event() -> None:
    board = Board()
    board.put("a", "<p>\n\ndata: x\r\nevent: bye</p>", "said")
    (event,) = events(first_events(board, 1))
    assert event["event"] == "part"
    assert json.loads(event["data"])["html"] == "<p>\n\ndata: x\r\nevent: bye</p>"


def test_a_browser_that_comes_back_says_what_it_has_seen() -> None:
    board = Board()
    board.put("a", "1")
    seen, _ = board.now()
    board.put("b", "2")
    for text in (
        first_events(board, 1, Last_Event_ID=seen),
        first_events(board, 1, path=f"/events?since={seen}"),
        first_events(board, 1, path="/events?since=", Last_Event_ID=seen),
    ):
        assert [json.loads(event["data"])["id"] for event in events(text)] == ["b"]


def test_a_browser_that_hears_nothing_is_asked_whether_it_is_there() -> None:
    assert first_events(Board(), 1).endswith(": still here\n\n")


@settings(max_examples=25, deadline=None)
@given(hostile_reports())
def test_no_text_of_a_report_becomes_markup_in_an_event(report: Report) -> None:
    (exercise,) = report.exercises
    (same,) = harmless(report).exercises
    board = Board()
    board.put("part", exercise_part(exercise, EXTRA), visible(exercise.title))
    (event,) = events(first_events(board, 1))
    data = json.loads(event["data"])
    assert dom.shape(data["html"]) == dom.shape(exercise_part(same, EXTRA))
    assert set(event) == {"id", "event", "data"}
