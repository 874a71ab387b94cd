"""Hidden checks of `flashed_messages`."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.probe import Subject

Step = tuple[Any, ...]
Request = tuple[str, list[Step]]

KINDS = ("cookie", "redis")
MIXED = [("b1", "b"), ("x1", "a"), ("b2", "b"), ("none", ""), ("c1", "c"), ("a2", "a")]

MESSAGES = st.sampled_from(["saved", "full", "", "登录成功", "x1"])
CATEGORIES = st.sampled_from(["x", "1", "x1", "message", ""])
FILTERS = st.one_of(
    st.none(),
    st.sampled_from(["x", "1", "x1", "message", "other"]),
    st.lists(CATEGORIES, max_size=3),
    st.lists(CATEGORIES, max_size=3).map(tuple),
)
STEPS = st.one_of(
    st.tuples(st.just("flash"), MESSAGES),
    st.tuples(st.just("flash"), MESSAGES, CATEGORIES),
    st.tuples(st.just("get"), st.booleans(), FILTERS),
)
REQUESTS = st.lists(
    st.tuples(st.sampled_from(["ann", "bob"]), st.lists(STEPS, max_size=4)), min_size=1, max_size=6
)


def on_each_kind(subject: Subject) -> Iterator[str]:
    """Begin a case with a site for each kind of session, and Ann's browser."""
    for kind in KINDS:
        subject.fresh()
        subject.run("site = Site(kind)\nann = site.browser()", kind=kind)
        yield kind


def model(requests: list[Request]) -> list[list[Any]]:
    """What `play` gives with right functions."""
    waiting: dict[str, list[tuple[str, str]]] = {}
    found: list[list[Any]] = []
    for who, steps in requests:
        found.append([])
        taken: list[tuple[str, str]] | None = None
        for what, *arguments in steps:
            if what == "flash":
                message, category = (*arguments, "message")[:2]
                waiting.setdefault(who, []).append((category, message))
                continue
            if taken is None:
                taken = waiting.pop(who, [])
            found[-1].append(select(taken, *arguments))
    return found


def select(pairs: list[tuple[str, str]], with_categories: bool, wanted: Any) -> list[Any]:
    if isinstance(wanted, str):
        wanted = [wanted]
    chosen = [pair for pair in pairs if not wanted or pair[0] in wanted]
    return chosen if with_categories else [message for _, message in chosen]


@pytest.mark.task(1)
@pytest.mark.kept("the plain case of all that follows")
def test_read_by_a_later_request(subject: Subject) -> None:
    """A message that one request flashed, a later request of that browser reads."""
    for kind in on_each_kind(subject):
        subject.run("ann.visit(lambda: flash_(kind))\nann.visit(lambda: None)")
        assert subject.ask("ann.visit(lambda: get_flashed())") == [kind]


@pytest.mark.task(1)
def test_nothing_waits(subject: Subject) -> None:
    """When no message waits, `get_flashed()` is an empty list; and only then."""
    for _ in on_each_kind(subject):
        assert subject.ask("ann.visit(lambda: get_flashed())") == []
        subject.run("ann.visit(lambda: flash_(''))")
        assert subject.ask("ann.visit(lambda: get_flashed())") == [""]


@pytest.mark.task(1)
def test_flashed_by_several_requests(subject: Subject) -> None:
    """Messages of several requests add up, in the order of flashing.

    A session notices `session[key] = …`. It doesn't notice that a list inside it has grown, and
    what it doesn't notice isn't saved.
    """
    for _ in on_each_kind(subject):
        subject.run("ann.visit(lambda: flash_('z'))\nann.visit(lambda: flash_('a', 'news'))")
        subject.run("ann.visit(lambda: (flash_('m'), flash_('b', 'news')))")
        assert subject.ask("ann.visit(lambda: get_flashed())") == ["z", "a", "m", "b"]


@pytest.mark.task(1)
def test_equal_messages(subject: Subject) -> None:
    """A message that was flashed twice is there twice."""
    for _ in on_each_kind(subject):
        subject.run("ann.visit(lambda: (flash_('saved'), flash_('full'), flash_('saved')))")
        assert subject.ask("ann.visit(lambda: get_flashed())") == ["saved", "full", "saved"]


@pytest.mark.task(2)
@pytest.mark.kept("the plain case; filters have a check of their own")
def test_read_once(subject: Subject) -> None:
    """What one request has read, the next doesn't read again."""
    for _ in on_each_kind(subject):
        subject.run("ann.visit(lambda: flash_('saved'))")
        assert subject.ask("ann.visit(lambda: get_flashed())") == ["saved"]
        assert subject.ask("ann.visit(lambda: get_flashed())") == []


@pytest.mark.task(2)
def test_a_filter_takes_all_out(subject: Subject) -> None:
    """A call with a filter takes all messages out, also those that it leaves aside."""
    for _ in on_each_kind(subject):
        subject.run("ann.visit(lambda: (flash_('saved', 'ok'), flash_('full', 'error')))")
        assert subject.ask("ann.visit(lambda: get_flashed(False, ['error']))") == ["full"]
        assert subject.ask("ann.visit(lambda: get_flashed())") == []


@pytest.mark.task(2)
def test_nothing_is_left(subject: Subject) -> None:
    """A session that held messages and nothing else is empty once they were read.

    An empty list that stays in the session is kept, sent and saved like everything else; in Redis
    the session stays for a month.
    """
    for kind in on_each_kind(subject):
        subject.run("ann.visit(lambda: flash_(kind))")
        assert subject.ask("ann.visit(lambda: get_flashed())") == [kind]
        assert subject.ask("ann.keys()") == []
        if kind == "redis":
            assert subject.ask("site.rows()") == 0


@pytest.mark.task(3)
@pytest.mark.kept("the plain case, before calls with other arguments")
def test_read_again_in_the_same_request(subject: Subject) -> None:
    """Later calls of the same request return the same messages as the first."""
    for _ in on_each_kind(subject):
        subject.run("ann.visit(lambda: (flash_('saved'), flash_('full')))")
        both = ["saved", "full"]
        assert subject.ask("ann.visit(lambda: (get_flashed(), get_flashed()))") == (both, both)


@pytest.mark.task(3)
def test_each_call_asks_for_itself(subject: Subject) -> None:
    """Each call has its own filter and `with_categories`, whatever the first one asked for.

    A request keeps all that it took out of the session, and each call chooses from that.
    """
    calls = (
        "(get_flashed(False, ['error']), get_flashed(True), get_flashed(), get_flashed(True, 'ok'))"
    )
    for _ in on_each_kind(subject):
        subject.run("ann.visit(lambda: (flash_('saved', 'ok'), flash_('full', 'error')))")
        assert subject.ask(f"ann.visit(lambda: {calls})") == (
            ["full"],
            [("ok", "saved"), ("error", "full")],
            ["saved", "full"],
            [("ok", "saved")],
        )


@pytest.mark.task(4)
def test_flashed_before_reading(subject: Subject) -> None:
    """What is flashed before the first call of the same request is read with the rest."""
    for _ in on_each_kind(subject):
        subject.run("ann.visit(lambda: flash_('saved'))")
        assert subject.ask("ann.visit(lambda: (flash_('full'), get_flashed())[1])") == [
            "saved",
            "full",
        ]
        assert subject.ask("ann.visit(lambda: get_flashed())") == []


@pytest.mark.task(4)
@pytest.mark.kept("its twin is the trap of an empty first call; this is the rule")
def test_flashed_after_reading(subject: Subject) -> None:
    """What is flashed after the first call belongs to the next request, not to this one."""
    steps = "(get_flashed(), flash_('full'), get_flashed())[2]"
    for _ in on_each_kind(subject):
        subject.run("ann.visit(lambda: flash_('saved'))")
        assert subject.ask(f"ann.visit(lambda: {steps})") == ["saved"]
        assert subject.ask("ann.visit(lambda: get_flashed())") == ["full"]


@pytest.mark.task(4)
def test_flashed_after_reading_nothing(subject: Subject) -> None:
    """The same when the first call found nothing: that was the reading of this request.

    “Nothing was there” and “nobody has asked yet” are two things.
    """
    steps = "(get_flashed(), flash_('full'), get_flashed())[2]"
    for _ in on_each_kind(subject):
        assert subject.ask(f"ann.visit(lambda: {steps})") == []
        assert subject.ask("ann.visit(lambda: get_flashed())") == ["full"]


@pytest.mark.task(5)
def test_pairs(subject: Subject) -> None:
    """With categories, each message comes as (category, message)."""
    for _ in on_each_kind(subject):
        subject.run("ann.visit(lambda: (flash_('saved', 'ok'), flash_('full', category='error')))")
        both = [("ok", "saved"), ("error", "full")]
        assert subject.ask("ann.visit(lambda: get_flashed(with_categories=True))") == both


@pytest.mark.task(5)
def test_category_left_out(subject: Subject) -> None:
    """A message that was flashed without a category has the category `message`."""
    for _ in on_each_kind(subject):
        subject.run("ann.visit(lambda: flash_('saved'))")
        assert subject.ask("ann.visit(lambda: get_flashed(True))") == [("message", "saved")]


@pytest.mark.task(6)
def test_filter(subject: Subject) -> None:
    """A filter selects the messages of its categories, in the order of flashing."""
    answers = {
        ("a", "b"): ["b1", "x1", "b2", "a2"],
        ("c",): ["c1"],
        ("c", "c", "zz"): ["c1"],
        ("",): ["none"],
        ("zz",): [],
    }
    for _ in on_each_kind(subject):
        for wanted, messages in answers.items():
            subject.run("ann.visit(lambda: [flash_(*pair) for pair in mixed])", mixed=MIXED)
            got = subject.ask("ann.visit(lambda: get_flashed(False, wanted))", wanted=wanted)
            assert got == messages


@pytest.mark.task(6)
def test_filter_may_be_any_iterable(subject: Subject) -> None:
    """A filter may be a list, a tuple, a set, the keys of a dict, an iterator.

    An iterator can be gone through once: asking it `category in category_filter` for the first
    message uses it up for the others.
    """
    filters = ("['a', 'b']", "{'b', 'a'}", "frozenset('ab')", "dict(a=1, b=2).keys()")
    for _ in on_each_kind(subject):
        for wanted in (*filters, "iter(['a', 'b'])", "(name for name in ('a', 'b'))"):
            subject.run("ann.visit(lambda: [flash_(*pair) for pair in mixed])", mixed=MIXED)
            got = subject.ask(f"ann.visit(lambda: get_flashed(category_filter={wanted}))")
            assert got == ["b1", "x1", "b2", "a2"]


@pytest.mark.task(6)
def test_no_filter(subject: Subject) -> None:
    """None and an empty collection select everything, like no filter at all."""
    for _ in on_each_kind(subject):
        for wanted in ("None", "[]", "()", "set()"):
            subject.run("ann.visit(lambda: (flash_('saved', 'ok'), flash_('full', 'error')))")
            got = subject.ask(f"ann.visit(lambda: get_flashed(category_filter={wanted}))")
            assert got == ["saved", "full"]


@pytest.mark.task(7)
def test_a_string_is_one_category(subject: Subject) -> None:
    """A string as filter is one category: `"x1"` selects `x1`, neither `x` nor `1`.

    A string is iterable too, by letters, and `in` asks it for a part; so look for strings first.
    """
    pairs = [("m1", "x"), ("m2", "x1"), ("m3", "1"), ("m4", ""), ("m5", "x12"), ("m6", "x1")]
    for _ in on_each_kind(subject):
        subject.run("ann.visit(lambda: [flash_(*pair) for pair in pairs])", pairs=pairs)
        got = subject.ask("ann.visit(lambda: (get_flashed(False, 'x1'), get_flashed(False, 'x')))")
        assert got == (["m2", "m6"], ["m1"])


@pytest.mark.task(8)
def test_other_keys_stay(subject: Subject) -> None:
    """What others keep in the session is still there after flashing and after reading."""
    for kind in on_each_kind(subject):
        subject.run("from flask import session")
        subject.run("ann.visit(lambda: session.update(user='ann', cart=[1, 2]))")
        subject.run("ann.visit(lambda: flash_(kind))")
        assert subject.ask("ann.visit(lambda: get_flashed())") == [kind]
        assert subject.ask("ann.visit(lambda: (session.get('user'), session.get('cart')))") == (
            "ann",
            [1, 2],
        )


@pytest.mark.task(8)
@pytest.mark.kept("security: what leaks to another browser must be told as what it is")
def test_two_browsers(subject: Subject) -> None:
    """A browser reads what its own requests flashed, and takes nothing from another.

    What your module keeps in a name of its own is there for all requests of all browsers.
    """
    for _ in on_each_kind(subject):
        subject.run("bob = site.browser()")
        subject.run("ann.visit(lambda: flash_('for ann'))\nbob.visit(lambda: flash_('for bob'))")
        assert subject.ask("ann.visit(lambda: get_flashed())") == ["for ann"]
        assert subject.ask("bob.visit(lambda: get_flashed())") == ["for bob"]


@pytest.mark.task(8)
@settings(max_examples=30)
@given(kind=st.sampled_from(KINDS), requests=REQUESTS)
@example(
    kind="cookie",
    requests=[
        ("ann", [("flash", "saved", "x"), ("get", False, ["1"]), ("flash", "full", "1")]),
        ("bob", [("get", True, None), ("flash", "saved")]),
        ("ann", [("get", True, "1"), ("get", False, None)]),
        ("bob", [("get", True, ())]),
    ],
)
def test_any_requests(subject: Subject, kind: str, requests: list[Request]) -> None:
    """Whatever two browsers' requests flash and read, each reads what waits for it."""
    subject.run("site = Site(kind)", kind=kind)
    got = subject.ask("play(site, flash_, get_flashed, requests)", requests=requests)
    assert got == model(requests)
