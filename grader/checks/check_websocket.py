"""Hidden checks of `websocket`: peers that are played, one frame at a time."""

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.probe import Subject

PLAY = "play = Play(Room())"


def joined(*names: str) -> list[dict[str, str]]:
    return [{"type": "joined", "name": name} for name in names]


def said(name: str, text: str) -> dict[str, str]:
    return {"type": "said", "name": name, "text": text}


@pytest.mark.task(1)
def test_join(subject: Subject) -> None:
    """Who joins is a member, and all members hear of it, the new one too."""
    subject.run(PLAY)
    subject.run("play.join('ann', 'ben')\nplay.connect('nobody')")
    assert subject.ask("play.names()") == ["ann", "ben"]
    assert subject.ask("play.heard('ann', 'ben', 'nobody')") == [
        joined("ann", "ben"),
        joined("ben"),
        [],
    ]


@pytest.mark.task(2)
@settings(max_examples=15)
@given(text=st.text(max_size=20))
@example(text="hello")
@example(text='"}{<b>类')
def test_say(subject: Subject, text: str) -> None:
    """What a member says, all members hear, he himself too, and nobody else."""
    subject.run(PLAY)
    subject.run("play.join('ann', 'ben')\nplay.connect('nobody')")
    subject.run("play.do('ann', {'type': 'say', 'text': text})", text=text)
    assert subject.ask("play.heard('ann', 'ben', 'nobody')") == [
        [*joined("ann", "ben"), said("ann", text)],
        [*joined("ben"), said("ann", text)],
        [],
    ]
    subject.run("for name in play.peers:\n    play.leave(name)")  # or their threads add up


@pytest.mark.task(2)
@pytest.mark.kept("threads that talk at once, where its twin has one word at a time")
def test_many_at_once(subject: Subject) -> None:
    """When four talk at once, each hears everything, and each sender's words in their order."""
    got = subject.ask("chorus(Room(), senders=4, each=15)")
    assert got == {"all": [True] * 4, "in order": True, "overlaps": 0}


@pytest.mark.task(3)
def test_bad_frames(subject: Subject) -> None:
    """A frame that makes no sense is answered with an error, and the connection lives on."""
    subject.run(PLAY)
    subject.run("play.join('ann', 'ben')")
    frames: list[Any] = ["", "{", "no JSON", "[1]", "5", "null", '"join"', "{}"]
    frames += [{"type": "leave"}, {"type": None}, {"type": ["say"]}, {"text": "hello"}]
    for frame in frames:
        assert subject.ask("play.do('ann', frame)", frame=frame) == "went on"
    subject.run("play.do('ann', {'type': 'say', 'text': 'still here'})")
    still = said("ann", "still here")
    assert subject.ask("play.heard('ann', 'ben')") == [
        [*joined("ann", "ben"), *["error"] * len(frames), still],
        [*joined("ben"), still],
    ]


@pytest.mark.task(3)
def test_bad_names(subject: Subject) -> None:
    """A name that is no text, empty or a member's is an error; another one is taken then."""
    subject.run(PLAY)
    subject.run("play.join('ann')\nplay.connect('x')")
    frames: list[Any] = [{"type": "join"}]
    frames += [{"type": "join", "name": name} for name in ("", "ann", None, 5, ["x"], {"a": 1})]
    for frame in frames:
        assert subject.ask("play.do('x', frame)", frame=frame) == "went on"
    assert subject.ask("play.names()") == ["ann"]
    subject.run("play.do('x', {'type': 'join', 'name': 'ben'})")
    assert subject.ask("(play.names(), play.heard('ann', 'x'))") == (
        ["ann", "ben"],
        [joined("ann", "ben"), [*["error"] * len(frames), *joined("ben")]],
    )


@pytest.mark.task(3)
def test_join_twice(subject: Subject) -> None:
    """Who has joined can't join again, not under another name either."""
    subject.run(PLAY)
    subject.run("play.join('ann')")
    for name in ("ann", "other"):
        subject.run("play.do('ann', {'type': 'join', 'name': name})", name=name)
    assert subject.ask("(play.names(), play.heard('ann'))") == (
        ["ann"],
        [[*joined("ann"), "error", "error"]],
    )


@pytest.mark.task(3)
def test_say_before_joining(subject: Subject) -> None:
    """Who hasn't joined can't say anything; the members don't hear it."""
    subject.run(PLAY)
    subject.run("play.join('ann')\nplay.connect('x')")
    subject.run("play.do('x', {'type': 'say', 'text': 'hello'})")
    assert subject.ask("play.heard('ann', 'x')") == [joined("ann"), ["error"]]


@pytest.mark.task(4)
def test_texts(subject: Subject) -> None:
    """A text has at most `max_len` characters; longer ones, and what is no text, are errors."""
    subject.run("play = Play(Room(max_len=5))\nplay.join('ann')")
    frames: list[Any] = [{"type": "say"}]
    for text in ("12345", "123456", "类类类类类", None, 5, ["a"], {"b": 1}):
        frames.append({"type": "say", "text": text})
    for frame in frames:
        assert subject.ask("play.do('ann', frame)", frame=frame) == "went on"
    assert subject.ask("play.heard('ann')[0][1:]") == [
        "error",
        said("ann", "12345"),
        "error",
        said("ann", "类类类类类"),
        *["error"] * 4,
    ]


@pytest.mark.task(4)
@pytest.mark.kept("the length that nobody named; its twin names one")
def test_longest_text(subject: Subject) -> None:
    """Without being told otherwise, a room takes 200 characters."""
    subject.run(PLAY)
    subject.run("play.join('ann')")
    for length in (200, 201):
        subject.run("play.do('ann', {'type': 'say', 'text': 'x' * length})", length=length)
    assert subject.ask("play.heard('ann')[0][1:]") == [said("ann", "x" * 200), "error"]


@pytest.mark.task(5)
def test_leave(subject: Subject) -> None:
    """When a member goes, `handle` returns, the others hear of it once, and the name is free."""
    subject.run(PLAY)
    subject.run("play.join('ann', 'ben')")
    assert subject.ask("(play.leave('ben'), play.names())") == ("returned", ["ann"])
    subject.run("play.connect('again')\nplay.do('again', {'type': 'join', 'name': 'ben'})")
    left = {"type": "left", "name": "ben"}
    assert subject.ask("(play.names(), play.heard('ann', 'again'))") == (
        ["ann", "ben"],
        [[*joined("ann", "ben"), left, *joined("ben")], joined("ben")],
    )


@pytest.mark.task(5)
def test_leave_without_joining(subject: Subject) -> None:
    """Who hadn't joined goes without a word, and `handle` returns."""
    subject.run(PLAY)
    subject.run("play.join('ann')\nplay.connect('x')")
    subject.run("play.do('x', {'type': 'join', 'name': 'ann'})")
    assert subject.ask("(play.leave('x'), play.names())") == ("returned", ["ann"])
    assert subject.ask("play.heard('ann')") == [joined("ann")]


@pytest.mark.task(6)
def test_dead_peer(subject: Subject) -> None:
    """A member whose `send` fails is out, and the others hear what was said all the same."""
    subject.run(PLAY)
    subject.run("play.join('ann', 'ben', 'cleo')\nplay.peers['ben'].deaf = True")
    assert subject.ask("play.do('ann', {'type': 'say', 'text': 'hello'})") == "went on"
    assert subject.ask("play.names()") == ["ann", "cleo"]
    subject.run("play.leave('ben')")
    subject.run("heard = play.heard('ann', 'cleo')")
    new = subject.ask("[sorted(frame['type'] for frame in frames[-2:]) for frames in heard]")
    assert new == [["left", "said"], ["left", "said"]]
    assert subject.ask("[len(frames) for frames in heard]") == [5, 3]


@pytest.mark.task(6)
def test_late_goodbye(subject: Subject) -> None:
    """Who was put out goes without harm to whoever has taken the name meanwhile."""
    subject.run(PLAY)
    subject.run("play.join('ann', 'ben')\nplay.peers['ben'].deaf = True")
    subject.run("play.do('ann', {'type': 'say', 'text': 'hello'})\nplay.connect('again')")
    subject.run("play.do('again', {'type': 'join', 'name': 'ben'})")
    assert subject.ask("(play.leave('ben'), play.names())") == ("returned", ["ann", "ben"])
    subject.run("play.do('ann', {'type': 'say', 'text': 'welcome'})")
    assert subject.ask("play.heard('again')") == [[*joined("ben"), said("ann", "welcome")]]


@pytest.mark.task(7)
def test_one_sender_at_a_time(subject: Subject) -> None:
    """While one thread is inside a connection's `send`, another waits."""
    got = subject.ask("two_at_once(Room())")
    assert got == {"overlaps": 0, "heard": ["ann", "ben"]}


@pytest.mark.task(7)
def test_two_rooms(subject: Subject) -> None:
    """Two rooms have nothing in common: members, names and words."""
    subject.run("first, second = Play(Room()), Play(Room())")
    subject.run("first.join('ann')\nsecond.join('ann', 'ben')")
    subject.run("first.do('ann', {'type': 'say', 'text': 'hello'})")
    assert subject.ask("(first.names(), second.names())") == (["ann"], ["ann", "ben"])
    assert subject.ask("(first.heard('ann'), second.heard('ben'))") == (
        [[*joined("ann"), said("ann", "hello")]],
        [joined("ben")],
    )


@pytest.mark.task(8)
def test_live(subject: Subject) -> None:
    """A real client joins at `/ws`, and hears what it says."""
    assert subject.ask("live(Room(), register)") == {
        "heard": [*joined("ann"), said("ann", "hello")],
        "names": ["ann"],
    }
