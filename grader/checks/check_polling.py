"""Hidden checks of `polling`."""

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.probe import Subject

MESSAGES = st.lists(
    st.one_of(st.integers(), st.text(max_size=3), st.none(), st.lists(st.integers(), max_size=2)),
    max_size=6,
)
ARRIVALS = st.lists(st.one_of(st.just("down"), st.lists(st.integers(0, 9), max_size=3)), max_size=6)
APP = "app = create_app(log)"


def answer(messages: list[Any], cursor: int) -> dict[str, Any]:
    """What `ask` gives for a right answer with a body."""
    return {
        "status": 200,
        "json": {"messages": messages, "cursor": cursor},
        "body": True,
        "etag": True,
    }


def client(script: list[Any], interval: float, timeout: float, longest: float) -> dict[str, Any]:
    """What `watch` gives on a right client that is never stopped."""
    now, pause, cursor = 0.0, interval, 0
    log: list[Any] = []
    fetches = []
    for happens in [*script, *([[]] * 100)]:
        if now >= timeout:
            break
        fetches.append((now, cursor))
        if happens == "down":
            pause = min(pause * 2, longest)
        else:
            log += happens
            cursor, pause = len(log), interval
        now += pause
    return {"end": False, "fetches": fetches, "handled": log, "overslept": False}


@pytest.mark.task(1)
@settings(max_examples=30)
@given(log=MESSAGES, since=st.integers(0, 8))
@example(log=["a", "b", "c"], since=1)
@example(log=["a"], since=0)
@example(log=["a", "b"], since=5)
@example(log=[], since=0)
def test_since(subject: Subject, log: list[Any], since: int) -> None:
    """The answer has what stands in the log from `since` on, and the log's length."""
    subject.run(APP, log=log)
    got = subject.ask("ask(app, f'?since={since}')", since=since)
    assert got == answer(log[since:], len(log))


@pytest.mark.task(1)
def test_without_since(subject: Subject) -> None:
    """Without `since`, everything is answered."""
    subject.run(APP, log=["a", "b"])
    assert subject.ask("ask(app)") == answer(["a", "b"], 2)


@pytest.mark.task(2)
def test_nothing_is_consumed(subject: Subject) -> None:
    """Who asks again gets the same again, and what was appended meanwhile."""
    subject.run("log = ['a', 'b']\napp = create_app(log)")
    assert subject.ask("[ask(app, '?since=1') for _ in range(3)]") == [answer(["b"], 2)] * 3
    subject.run("log.append('c')")
    assert subject.ask("(ask(app, '?since=1'), ask(app))") == (
        answer(["b", "c"], 3),
        answer(["a", "b", "c"], 3),
    )
    assert subject.ask("log") == ["a", "b", "c"]


@pytest.mark.task(2)
def test_two_apps(subject: Subject) -> None:
    """Two apps have two logs."""
    subject.run("first, second = create_app(['a']), create_app(['b', 'c'])")
    assert subject.ask("(ask(first), ask(second))") == (answer(["a"], 1), answer(["b", "c"], 2))


@pytest.mark.task(3)
def test_bad_since(subject: Subject) -> None:
    """A `since` that is empty, negative or no whole number is answered 400, not with everything."""
    subject.run(APP, log=["a", "b", "c"])
    for since in ("", "-1", "-0.5", "1.5", "one", "null", "1e3", "0x1", "1,2", "--1"):
        got = subject.ask("ask(app, '?since=' + since)['status']", since=since)
        assert got == 400


@pytest.mark.task(4)
def test_not_modified(subject: Subject) -> None:
    """With the ETag of the last answer, the server says 304 and nothing, until something is new."""
    subject.run("log = ['a']\napp = create_app(log)")
    for query in ("", "?since=1"):
        subject.run("tag = etag(app, query)", query=query)
        got = subject.ask("[ask(app, query, tag) for _ in range(2)]", query=query)
        assert got == [{"status": 304, "json": None, "body": False, "etag": True}] * 2
    subject.run("log.append('b')")
    assert subject.ask("ask(app, '?since=1', tag)") == answer(["b"], 2)


@pytest.mark.task(4)
def test_etag_changes(subject: Subject) -> None:
    """Each message that is appended changes the ETag, also one that was there before."""
    subject.run("log = []\napp = create_app(log)\ntags = [etag(app)]")
    subject.run(
        "for message in ['a', 'a', None]:\n    log.append(message)\n    tags.append(etag(app))"
    )
    assert subject.ask("(len(set(tags)), etag(app) == tags[-1])") == (4, True)
    subject.run("ahead = etag(app, '?since=9')\nlog.append('b')")
    assert subject.ask("ask(app, '?since=9', ahead)") == answer([], 4)


@pytest.mark.task(4)
def test_another_etag(subject: Subject) -> None:
    """With an ETag that isn't this answer's, the answer is whole."""
    subject.run(APP, log=["a"])
    assert subject.ask("ask(app, '', '\"something else\"')") == answer(["a"], 1)


@pytest.mark.task(5)
@pytest.mark.kept("the plain case: one fetch, all there is")
def test_fetches_at_once(subject: Subject) -> None:
    """The first fetch comes at once, from 0; messages that are there are handled in order."""
    got = subject.ask("watch(poll, [['a', 'b', 'c']], interval=2, timeout=2)")
    assert got == client([["a", "b", "c"]], 2, 2, 99)


@pytest.mark.task(5)
def test_cursor(subject: Subject) -> None:
    """Each fetch goes on where the last one ended, so that nothing comes twice."""
    script = [["a", "b"], [], ["c"], ["d", "e"]]
    got = subject.ask("watch(poll, script, interval=2, timeout=9)", script=script)
    assert got == client(script, 2, 9, 99)


@pytest.mark.task(6)
def test_stops(subject: Subject) -> None:
    """When `handle` says yes, `poll` returns True at once."""
    got = subject.ask("watch(poll, [['a'], ['b', 'c', 'd']], stop_at='c', interval=2, timeout=9)")
    assert got == {
        "end": True,
        "fetches": [(0, 0), (2, 1)],
        "handled": ["a", "b", "c"],
        "overslept": False,
    }


@pytest.mark.task(7)
def test_pauses(subject: Subject) -> None:
    """Fetches come every `interval` seconds, until the deadline: none at it or after it."""
    for timeout, times in ((9, [0, 2, 4, 6, 8]), (8, [0, 2, 4, 6]), (1, [0])):
        got = subject.ask("watch(poll, [], interval=2, timeout=timeout)", timeout=timeout)
        assert got == {
            "end": False,
            "fetches": [(time, 0) for time in times],
            "handled": [],
            "overslept": False,
        }


@pytest.mark.task(7)
def test_slow_fetches(subject: Subject) -> None:
    """The pause begins when a fetch has ended; what began in time is handled."""
    script = [["a"], ["b"], ["c"], ["d"]]
    got = subject.ask("watch(poll, script, slow=1.5, interval=2, timeout=8)", script=script)
    assert got == {
        "end": False,
        "fetches": [(0, 0), (3.5, 1), (7.0, 2)],
        "handled": ["a", "b", "c"],
        "overslept": False,
    }


@pytest.mark.task(8)
@pytest.mark.kept("the rule with its limit; its twins have none, or anything")
def test_backs_off(subject: Subject) -> None:
    """Each ConnectionError doubles the pause, up to `max_interval`; a success puts it back."""
    script = ["down"] * 5 + [["a"], "down", ["b"]]
    got = subject.ask("watch(poll, script, interval=1, max_interval=8, timeout=40)", script=script)
    assert got == client(script, 1, 40, 8)


@pytest.mark.task(8)
@pytest.mark.kept("the rule without a limit, up to the deadline")
def test_backs_off_without_limit(subject: Subject) -> None:
    """Without `max_interval` the pause goes on doubling, but no sleep goes beyond the deadline."""
    script: list[Any] = [["a"], *["down"] * 9]
    got = subject.ask("watch(poll, script, interval=1, timeout=100)", script=script)
    assert got == client(script, 1, 100, 10**9)


@pytest.mark.task(8)
@pytest.mark.kept("a property over whatever arrives and fails; the plain cases stand beside it")
@settings(max_examples=30)
@given(script=ARRIVALS, interval=st.sampled_from([0.5, 1, 3]), timeout=st.integers(1, 30))
@example(script=["down", [1], "down", "down", [2, 3]], interval=1, timeout=30)
def test_every_message_once(
    subject: Subject, script: list[Any], interval: float, timeout: int
) -> None:
    """Whatever arrives and whatever fails, each message is handled once, and in time."""
    got = subject.ask(
        "watch(poll, script, interval=interval, max_interval=4, timeout=timeout)",
        script=script,
        interval=interval,
        timeout=timeout,
    )
    assert got == client(script, interval, timeout, 4)


@pytest.mark.task(9)
def test_other_errors(subject: Subject) -> None:
    """An exception that is no ConnectionError goes on, whether `fetch` or `handle` raises it."""
    subject.run("seen = watch(poll, [['a'], 'broken', ['b']], interval=2, timeout=9)")
    assert subject.ask("(seen['end'], seen['handled'])") == ("ValueError", ["a"])
    subject.run("seen = watch(poll, [['a', 'b']], fails_at='a', interval=2, timeout=9)")
    assert subject.ask("(seen['end'], seen['handled'])") == ("KeyError", ["a"])


@pytest.mark.task(10)
def test_only_the_given_time(subject: Subject) -> None:
    """`poll` sleeps by `sleep` and looks at `clock`: an hour passes in no time."""
    subject.run("import time\nfrom unittest import mock")
    subject.run(
        "with mock.patch('time.sleep', side_effect=AssertionError('time.sleep was called')):\n"
        "    got = watch(poll, ['down', ['a']], interval=600, timeout=3600)"
    )
    assert subject.ask("got") == client(["down", ["a"]], 600, 3600, 10**9)
