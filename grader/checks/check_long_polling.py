"""Hidden checks of `long_polling`."""

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.probe import Subject

DATA = st.one_of(st.none(), st.integers(), st.text(max_size=3), st.lists(st.integers(), max_size=2))
APP = "hub = Hub(EventLog())\napp = create_app(hub, max_wait=0.2)"


@pytest.mark.task(1)
@settings(max_examples=20)
@given(events=st.lists(DATA, max_size=5), since=st.integers(0, 6))
@example(events=["a", "b", "c"], since=1)
@example(events=["a"], since=0)
def test_publish(subject: Subject, events: list[Any], since: int) -> None:
    """`publish` returns the ids 1, 2, 3, …, and what was published is there at once."""
    subject.run("hub = Hub(EventLog())")
    ids = list(range(1, len(events) + 1))
    assert subject.ask("[hub.publish(data) for data in events]", events=events) == ids
    expected = list(zip(ids, events, strict=True))[since:]
    if expected:
        got = subject.ask("[tuple(e) for e in hub.wait(since, 2)]", since=since)
        assert got == expected


@pytest.mark.task(2)
@pytest.mark.kept("the plain case of waiting, before two who wait and before any race")
def test_woken(subject: Subject) -> None:
    """Who waits gets the event when it is published, and not when its time is over."""
    assert subject.ask("woken(Hub, 1)") == [([(1, "a")], "in time")]


@pytest.mark.task(2)
def test_event_just_after_the_look(subject: Subject) -> None:
    """An event that comes between the look and the wait isn't lost.

    Hold one lock from the look to the wait: `Condition.wait` lets it go only when it really waits.
    """
    got = subject.ask("published_while_looking(Hub, 'after_look')['answer']")
    assert got == ([(1, "a")], "in time")


@pytest.mark.task(3)
def test_nothing_comes(subject: Subject) -> None:
    """When nothing comes, `wait` returns an empty list after `timeout` seconds."""
    subject.run("got = empty_wait(Hub, 0.3)")
    assert subject.ask("(got['found'], got['long enough'], got['too long'])") == ([], True, False)


@pytest.mark.task(3)
def test_no_time_at_all(subject: Subject) -> None:
    """With a timeout of 0, `wait` looks once and returns."""
    assert subject.ask("empty_wait(Hub, 0.0)['found']") == []
    subject.run("hub = Hub(EventLog())\nhub.publish('a')")
    assert subject.ask("[tuple(e) for e in hub.wait(0, 0)]") == [(1, "a")]


@pytest.mark.task(3)
def test_older_events(subject: Subject) -> None:
    """Events up to `since` don't end a wait: look again, and wait on."""
    assert subject.ask("older_events(Hub)") == {
        "back for older ones": False,
        "answer": ([(4, "d")], "in time"),
    }


@pytest.mark.task(3)
def test_older_events_do_not_prolong(subject: Subject) -> None:
    """Events up to `since` don't prolong a wait: the time is for the whole of it."""
    assert subject.ask("ends_in_spite_of_events(Hub)") == ([], "in time")


@pytest.mark.task(4)
def test_all_are_woken(subject: Subject) -> None:
    """Each of six who wait gets the event."""
    assert subject.ask("woken(Hub, 6)") == [([(1, "a")], "in time")] * 6


@pytest.mark.task(4)
def test_crowd(subject: Subject) -> None:
    """Three who read by cursor, while four publish, read every event once and in order."""
    assert subject.ask("crowd(Hub, publishers=4, consumers=3, each=10)") == [True] * 3


@pytest.mark.task(5)
def test_publishing_is_free(subject: Subject) -> None:
    """`publish` returns at once, whoever waits."""
    assert subject.ask("publishing_is_free(Hub)") == ([1, 2], "in time")


@pytest.mark.task(5)
def test_no_overlap(subject: Subject) -> None:
    """No `append` begins while another thread looks: the log isn't thread-safe."""
    subject.run("seen = published_while_looking(Hub, 'in_look')")
    assert subject.ask("(seen['overlaps'], seen['answer'][0])") == (0, [(1, "a")])


@pytest.mark.task(6)
def test_few_looks(subject: Subject) -> None:
    """A wait in which nothing happens doesn't look again and again."""
    assert subject.ask("empty_wait(Hub, 0.4)['looks']") == "few"


@pytest.mark.task(7)
def test_poll(subject: Subject) -> None:
    """`/poll` answers the events after `since`, and the last id as cursor."""
    subject.run(APP)
    subject.run("hub.publish('a'), hub.publish({'b': [1]}), hub.publish(None)")
    events = [{"id": 1, "data": "a"}, {"id": 2, "data": {"b": [1]}}, {"id": 3, "data": None}]
    for path, expected in (("/poll", events), ("/poll?since=1", events[1:])):
        got = subject.ask("ask(app, path)", path=path)
        assert got == {"status": 200, "json": {"events": expected, "cursor": 3}, "late": False}


@pytest.mark.task(7)
@pytest.mark.kept("the plain 204; the longest wait is then told as what it is")
def test_poll_of_nothing(subject: Subject) -> None:
    """When nothing comes, `/poll` answers 204 and no body."""
    subject.run(APP)
    for path in ("/poll?timeout=0.05", "/poll?timeout=0", "/poll?since=5&timeout=0.05"):
        got = subject.ask("ask(app, path)", path=path)
        assert got == {"status": 204, "body": False, "late": False}


@pytest.mark.task(7)
def test_longest_wait(subject: Subject) -> None:
    """No request waits longer than `max_wait`, whatever it asks for, or doesn't."""
    subject.run(APP)
    for path in ("/poll", "/poll?timeout=60", "/poll?timeout=1e10"):
        got = subject.ask("ask(app, path)", path=path)
        assert got == {"status": 204, "body": False, "late": False}


@pytest.mark.task(7)
def test_live(subject: Subject) -> None:
    """On a real server: two who wait get what is published, though a third has gone away."""
    news = {"events": [{"id": 1, "data": "news"}], "cursor": 1}
    assert subject.ask("live(Hub, create_app)") == {
        "published": 201,
        "answers": [((200, news), "in time")] * 2,
    }


@pytest.mark.task(8)
def test_bad_since(subject: Subject) -> None:
    """A `since` that is no whole number from 0 is answered 400, and not with everything."""
    subject.run(APP)
    subject.run("hub.publish('a')")
    for since in ("", "-1", "1.5", "one", "nan", "null"):
        assert subject.ask("ask(app, '/poll?since=' + since)['status']", since=since) == 400


@pytest.mark.task(8)
def test_bad_timeout(subject: Subject) -> None:
    """A `timeout` that is no finite number from 0 is answered 400; `nan` would never be over."""
    subject.run(APP)
    for timeout in ("", "-1", "-0.1", "soon", "nan", "inf", "-inf", "NaN", "Infinity"):
        got = subject.ask("ask(app, '/poll?timeout=' + timeout)['status']", timeout=timeout)
        assert got == 400


@pytest.mark.task(9)
def test_publish_by_http(subject: Subject) -> None:
    """`POST /publish` publishes the data, whatever JSON it is, and answers 201 and the id."""
    subject.run(APP)
    values: list[Any] = ["a", {"b": [1, None]}, None, 0]
    for number, data in enumerate(values, 1):
        got = subject.ask("publish(app, json={'data': data})", data=data)
        assert got == (201, {"id": number})
    assert subject.ask("[data for _, data in hub.wait(0, 0)]") == values


@pytest.mark.task(9)
def test_bad_publish(subject: Subject) -> None:
    """Anything but `{"data": …}` is answered 400 or 415, and publishes nothing."""
    subject.run(APP)
    sent: list[dict[str, Any]] = [
        {"json": {}},
        {"json": ["data"]},
        {"json": "data"},
        {"data": "{", "content_type": "application/json"},
        {"data": {"data": "a"}},
    ]
    for options in sent:
        got = subject.ask("publish(app, **options)[0] in (400, 415)", options=options)
        assert got is True
    assert subject.ask("list(hub.wait(0, 0))") == []
