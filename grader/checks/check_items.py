"""Hidden checks of `items`; the model is a dict that is copied for each transaction."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.probe import Subject

Step = tuple[Any, ...]

KEYS = st.one_of(
    st.integers(-3, 3),
    st.text(max_size=2),
    st.none(),
    st.tuples(st.integers(0, 2), st.text(max_size=1)),
)
VALUES = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=3))

PLAY = """
def content(store):
    return {key: store[key] for key in store.keys()}

def play(store, steps):
    seen = []
    for action, *rest in steps:
        try:
            if action == "set":
                store[rest[0]] = rest[1]
            elif action == "get":
                seen.append(store[rest[0]])
            elif action == "delete":
                del store[rest[0]]
            else:
                with store as inner:
                    seen += play(inner, rest[1])
                    if rest[0] == "fails":
                        raise LookupError
                seen.append("committed")
        except LookupError as error:
            seen.append(type(error).__name__)
        seen.append(content(store))
    return seen
"""
FILLED = "store = Store()\nstore['ann'], store['ben'] = 1, 2"


def steps(depth: int = 3) -> st.SearchStrategy[list[Step]]:
    """Programs: set, get and delete on a few keys, and transactions that end well or fail."""
    key = st.sampled_from(["a", "b", "c"])
    step: st.SearchStrategy[Any] = st.one_of(
        st.tuples(st.just("set"), key, st.none() | st.integers(0, 9)),
        st.tuples(st.sampled_from(["get", "delete"]), key),
    )
    if depth:
        inner = st.tuples(st.just("with"), st.sampled_from(["ends", "fails"]), steps(depth - 1))
        step = st.one_of(step, inner)
    return st.lists(step, max_size=5)


def model(held: dict[str, Any], program: list[Step]) -> list[Any]:
    """What `play` gives on a right store."""
    seen: list[Any] = []
    for action, *rest in program:
        if action == "with":
            before = dict(held)
            seen += model(held, rest[1])
            if rest[0] == "fails":
                held.clear()
                held.update(before)
            seen.append("LookupError" if rest[0] == "fails" else "committed")
        elif action == "set":
            held[rest[0]] = rest[1]
        elif rest[0] not in held:
            seen.append("KeyError")
        elif action == "get":
            seen.append(held[rest[0]])
        else:
            del held[rest[0]]
        seen.append(dict(held))
    return seen


@pytest.mark.task(1)
@given(entries=st.lists(st.tuples(KEYS, VALUES), max_size=5))
@example(entries=[("ann", 1), ("ben", None), ("ann", 2)])
@example(entries=[(None, 0), ((1, "x"), ""), (0, False)])
def test_items(subject: Subject, entries: list[tuple[object, object]]) -> None:
    """What is stored under a key is given back; a second value replaces the first."""
    subject.run(
        "store = Store()\nfor key, value in entries:\n    store[key] = value", entries=entries
    )
    held = dict(entries)
    assert subject.ask("[store[key] for key in held]", held=held) == list(held.values())


@pytest.mark.task(1)
def test_stores_share_nothing(subject: Subject) -> None:
    """Two stores share nothing, also while one of them is in a transaction."""
    subject.run("first, second = Store(), Store()\nfirst['ann'] = 1\nsecond['ben'] = 2")
    assert subject.ask("(list(first.keys()), list(second.keys()))") == (["ann"], ["ben"])
    subject.run(
        "try:\n    with first:\n        first['x'] = second['x'] = 5\n        raise ValueError\n"
        "except ValueError:\n    pass"
    )
    assert subject.ask("(list(first.keys()), sorted(second.keys()))") == (["ann"], ["ben", "x"])


@pytest.mark.task(2)
@pytest.mark.kept("reading and deleting a missing key go wrong together, but are two methods")
@given(key=KEYS)
@example(key="ann")
@example(key=None)
def test_missing_key(subject: Subject, key: object) -> None:
    """A key that isn't there raises KeyError, and nothing is stored."""
    subject.run("store = Store()\nstore['another one'] = 1")
    assert subject.raises("store[key]", "KeyError", key=key) == "KeyError"
    assert subject.ask("list(store.keys())") == ["another one"]


@pytest.mark.task(2)
def test_delete(subject: Subject) -> None:
    """A deleted key isn't there any more; deleting what isn't there raises KeyError."""
    subject.run(FILLED)
    subject.run("del store['ann']")
    assert subject.raises("store['ann']", "KeyError") == "KeyError"
    assert subject.raises("del store['ann']", "KeyError") == "KeyError"
    assert subject.raises("del store['nobody']", "KeyError") == "KeyError"
    assert subject.ask("(list(store.keys()), store['ben'])") == (["ben"], 2)


@pytest.mark.task(3)
@given(keys=st.lists(KEYS, max_size=5, unique=True), again=st.booleans())
@example(keys=[], again=False)
@example(keys=["ann", "ben"], again=True)
def test_keys(subject: Subject, keys: list[object], again: bool) -> None:
    """`keys()` gives each key once, and only those that are there."""
    subject.run("store = Store()\nfor key in keys:\n    store[key] = 0", keys=keys)
    if again and keys:
        subject.run("store[keys[0]] = None\ndel store[keys[-1]]")
        keys = keys[:-1]
    assert subject.ask("len(list(store.keys()))") == len(keys)
    assert subject.ask("set(store.keys())") == set(keys)


@pytest.mark.task(4)
def test_with_gives_the_store(subject: Subject) -> None:
    """`with store as s` gives the store itself: `__enter__` returns it."""
    subject.run("store = Store()\nwith store as s:\n    same = s is store")
    assert subject.ask("same") is True


@pytest.mark.task(4)
def test_changes_stay(subject: Subject) -> None:
    """When the block ends without an exception, its changes stay, also after `return`."""
    subject.run(FILLED)
    subject.run("with store as s:\n    s['ann'] = 5\n    del s['ben']\n    s['cleo'] = None")
    assert subject.ask("{key: store[key] for key in store.keys()}") == {"ann": 5, "cleo": None}
    subject.run("def change():\n    with store:\n        store['ann'] = 6\n        return 'early'")
    assert subject.ask("(change(), store['ann'])") == ("early", 6)


@pytest.mark.task(5)
def test_failed_transaction(subject: Subject) -> None:
    """After a failed transaction new keys are gone, changed and deleted ones as before."""
    subject.run(FILLED + "\nstore['cleo'] = None")
    ended = subject.raises(
        "with store as s:\n    s['ann'] = 5\n    s['ann'] = 6\n    del s['ben']\n"
        "    del s['cleo']\n    s['ben'] = 7\n    s['dan'] = 8\n    del s['dan']\n"
        "    s['eve'] = 9\n    raise ValueError",
        "ValueError",
    )
    assert ended == "ValueError"
    got = subject.ask("{key: store[key] for key in store.keys()}")
    assert got == {"ann": 1, "ben": 2, "cleo": None}
    assert subject.raises("store['eve']", "KeyError") == "KeyError"


@pytest.mark.task(5)
def test_usable_after_failure(subject: Subject) -> None:
    """After a failed transaction the store works on, in transactions and out of them."""
    subject.run(FILLED)
    subject.run(
        "for n in range(3):\n    try:\n        with store:\n            store['ann'] = n\n"
        "            raise ValueError\n    except ValueError:\n        store['ben'] += 1"
    )
    subject.run("with store:\n    store['cleo'] = 3")
    got = subject.ask("{key: store[key] for key in store.keys()}")
    assert got == {"ann": 1, "ben": 5, "cleo": 3}


@pytest.mark.task(6)
def test_whatever_is_raised(subject: Subject) -> None:
    """Whatever the block raises, its changes are undone: not all exceptions are `Exception`s."""
    subject.run("class Own(BaseException): pass")
    for error in ("KeyError", "StopIteration", "KeyboardInterrupt", "SystemExit", "Own"):
        subject.run(FILLED)
        subject.run(
            "try:\n    with store:\n        store['ann'] = 5\n        store['cleo'] = 6\n"
            f"        raise {error}\nexcept {error}:\n    pass"
        )
        assert subject.ask("(store['ann'], sorted(store.keys()))") == (1, ["ann", "ben"])


@pytest.mark.task(6)
@pytest.mark.kept("GeneratorExit is the one exception that nobody thinks of as one")
def test_generator_that_is_closed(subject: Subject) -> None:
    """A generator that is closed in the middle of its block leaves by GeneratorExit."""
    subject.run(FILLED)
    subject.run("def work():\n    with store:\n        store['ann'] = 5\n        yield")
    subject.run("g = work()\nnext(g)\ninside = store['ann']\ng.close()")
    assert subject.ask("(inside, store['ann'])") == (5, 1)


@pytest.mark.task(7)
def test_exception_goes_on(subject: Subject) -> None:
    """The block's exception arrives outside, the very same one."""
    subject.run("store = Store()\nstore['kept'] = 1\ncaught = None")
    subject.run(
        "error = ValueError('mine')\ntry:\n    with store:\n        store['a'] = 1\n"
        "        raise error\nexcept BaseException as e:\n    caught = e"
    )
    assert subject.ask("(caught is error, caught.__cause__)") == (True, None)
    assert subject.ask("{key: store[key] for key in store.keys()}") == {"kept": 1}
    for kind in ("KeyError", "KeyboardInterrupt"):
        ended = subject.raises(f"with store:\n    raise {kind}", kind)
        assert ended == kind


@pytest.mark.task(8)
@pytest.mark.kept("the plain case; the model of any program finds it too, in more steps")
def test_inner_fails(subject: Subject) -> None:
    """When an inner transaction fails, what the outer one changed before stays."""
    subject.run(PLAY)
    subject.run(FILLED)
    inner = ("with", "fails", [("set", "ann", 5), ("set", "cleo", 6), ("delete", "ben")])
    program = [("with", "ends", [("set", "ann", 3), ("set", "dan", 4), inner, ("set", "eve", 7)])]
    got = subject.ask("play(store, program)", program=program)
    assert got == model({"ann": 1, "ben": 2}, program)


@pytest.mark.task(8)
@pytest.mark.kept("the plain case; the model of any program finds it too, in more steps")
def test_outer_fails(subject: Subject) -> None:
    """When an outer transaction fails, what inner ones changed is undone too."""
    subject.run(PLAY)
    subject.run(FILLED)
    inner = ("with", "ends", [("set", "ann", 5), ("set", "cleo", 6), ("delete", "ben")])
    program = [("with", "fails", [("set", "ann", 3), inner, ("set", "dan", 4)]), ("get", "ben")]
    got = subject.ask("play(store, program)", program=program)
    assert got == model({"ann": 1, "ben": 2}, program)


@pytest.mark.task(8)
@given(program=steps())
@example(program=[("with", "fails", [("with", "fails", [("set", "a", 1)]), ("set", "b", 2)])])
@example(program=[("set", "a", None), ("with", "fails", [("delete", "a"), ("set", "a", 1)])])
@example(program=[("with", "fails", [("set", "a", 1), ("with", "ends", [("delete", "a")])])])
def test_any_program(subject: Subject, program: list[Step]) -> None:
    """Any nesting of transactions that end well or fail leaves what copies of a dict would."""
    subject.run(PLAY)
    subject.run("store = Store()")
    assert subject.ask("play(store, program)", program=program) == model({}, program)
