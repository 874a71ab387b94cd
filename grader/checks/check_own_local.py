"""Hidden checks of `own_local`; the model is a dict for each thread."""

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.probe import Subject

Step = tuple[Any, ...]

THREADS = ["", "T1", "T2", "T3"]
STYLES = {"attribute": "AttributeError", "item": "KeyError"}
MADE = {"attribute": "by_attribute(Local(), program)", "item": "by_item(ItemLocal(), program)"}
VALUES = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=3))
NAMES = st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True).filter(lambda name: name != "release")


@st.composite
def programs(draw: st.DrawFn) -> list[Step]:
    """Steps of several threads on a few names: (thread, action, …)."""
    who, name = st.sampled_from(THREADS), st.sampled_from(["user", "seat"])
    step = st.one_of(
        st.tuples(who, st.just("set"), name, VALUES),
        st.tuples(who, st.sampled_from(["get", "delete"]), name),
        st.tuples(who, st.sampled_from(["len", "release"])),
    )
    return draw(st.lists(step, min_size=1, max_size=14))


def model(program: list[Step], style: str) -> list[object]:
    """What each step gives."""
    held: dict[str, dict[str, object]] = {}
    results: list[object] = []
    for who, action, *rest in program:
        mine = held.setdefault(who, {})
        result: object = None
        if action == "len":
            result = sum(1 for values in held.values() if values)
        elif action == "release":
            mine.clear()
        elif action == "set":
            mine[rest[0]] = rest[1]
        elif rest[0] not in mine:
            result = STYLES[style]
        elif action == "get":
            result = mine[rest[0]]
        else:
            del mine[rest[0]]
        results.append(result)
    return results


def ask(subject: Subject, program: list[Step], style: str) -> object:
    """What the student's class gives for each step."""
    return subject.ask(MADE[style], program=program)


IN_TURN: list[Step] = [
    ("", "set", "user", "main"),
    ("T1", "get", "user"),
    ("T1", "set", "user", "one"),
    ("T2", "set", "user", "two"),
    ("T1", "set", "seat", 1),
    ("T1", "get", "user"),
    ("T2", "get", "user"),
    ("", "get", "user"),
    ("T2", "get", "seat"),
]
FAILED_READS: list[Step] = [("T1", "get", "user"), ("", "get", "seat"), ("", "len")]
DELETES: list[Step] = [
    ("T1", "set", "user", 1),
    ("T1", "set", "seat", 2),
    ("T2", "set", "user", 3),
    ("T1", "delete", "user"),
    ("T1", "delete", "user"),
    ("T2", "delete", "seat"),
    ("", "delete", "user"),
    ("T1", "get", "user"),
    ("T1", "get", "seat"),
    ("T2", "get", "user"),
    ("T1", "delete", "seat"),
    ("", "len"),
]
RELEASES: list[Step] = [
    ("", "release"),
    ("", "set", "user", 0),
    ("T1", "set", "user", 1),
    ("T1", "set", "seat", 1),
    ("T2", "set", "user", 2),
    ("T1", "len"),
    ("T1", "release"),
    ("T1", "release"),
    ("T1", "get", "user"),
    ("T1", "get", "seat"),
    ("T2", "get", "user"),
    ("", "get", "user"),
    ("", "len"),
    ("T1", "set", "user", 5),
    ("T1", "get", "user"),
]


@pytest.mark.task(1)
@pytest.mark.kept("the plain case of all that follows")
def test_threads_in_turn(subject: Subject) -> None:
    """What a thread stores in a Local, that thread alone reads, and nobody overwrites it."""
    assert ask(subject, IN_TURN, "attribute") == model(IN_TURN, "attribute")


@pytest.mark.task(1)
def test_threads_at_once(subject: Subject) -> None:
    """Eight threads that have all stored under one name each read their own value.

    The threads have the same name: nothing but their identity tells them apart.
    """
    expected = [(-number, 8) for number in range(8)]
    assert subject.ask("all_at_once(Local(), 'attribute', 8)") == expected


@pytest.mark.task(1)
@settings(max_examples=25)  # each starts threads
@given(program=programs())
@example(program=IN_TURN)
def test_any_order(subject: Subject, program: list[Step]) -> None:
    """In any order of the threads' steps, a Local is like a dict for each thread."""
    assert ask(subject, program, "attribute") == model(program, "attribute")


@pytest.mark.task(2)
@pytest.mark.kept("the plain case of items")
def test_items_in_turn(subject: Subject) -> None:
    """What a thread stores in an ItemLocal, that thread alone reads, and nobody overwrites it."""
    assert ask(subject, IN_TURN, "item") == model(IN_TURN, "item")


@pytest.mark.task(2)
def test_items_at_once(subject: Subject) -> None:
    """Eight threads that have all stored under one key each read their own value."""
    expected = [(-number, 8) for number in range(8)]
    assert subject.ask("all_at_once(ItemLocal(), 'item', 8)") == expected


@pytest.mark.task(2)
@settings(max_examples=25)
@given(program=programs())
@example(program=IN_TURN)
def test_items_in_any_order(subject: Subject, program: list[Step]) -> None:
    """In any order of the threads' steps, an ItemLocal is like a dict for each thread."""
    assert ask(subject, program, "item") == model(program, "item")


@pytest.mark.task(2)
@pytest.mark.kept("keys that are no names: what a solution built on attributes can't hold")
@given(keys=st.lists(st.one_of(st.integers(), st.text(max_size=3), st.none()), unique=True))
@example(keys=["user", 0, None, (1, "x")])
def test_any_key(subject: Subject, keys: list[object]) -> None:
    """An ItemLocal takes any hashable key."""
    subject.run(
        "local = ItemLocal()\nfor n, key in enumerate(keys):\n    local[key] = n", keys=keys
    )
    assert subject.ask("[local[key] for key in keys]") == list(range(len(keys)))


@pytest.mark.task(3)
@pytest.mark.kept("attributes and items raise other exceptions; this is one of four plain cases")
def test_missing_attribute(subject: Subject) -> None:
    """A name that the thread hasn't stored raises AttributeError naming it; nothing is stored."""
    assert ask(subject, FAILED_READS, "attribute") == model(FAILED_READS, "attribute")
    subject.run("local = Local()")
    assert subject.ask("(hasattr(local, 'user'), getattr(local, 'user', 'nobody'))") == (
        False,
        "nobody",
    )


@pytest.mark.task(3)
def test_missing_item(subject: Subject) -> None:
    """A key that the thread hasn't stored raises KeyError naming it; nothing is stored."""
    assert ask(subject, FAILED_READS, "item") == model(FAILED_READS, "item")


@pytest.mark.task(3)
def test_delete_attribute(subject: Subject) -> None:
    """`del` takes away one name, of the caller alone; a missing one raises AttributeError."""
    assert ask(subject, DELETES, "attribute") == model(DELETES, "attribute")


@pytest.mark.task(3)
@pytest.mark.kept(
    "attributes and items are deleted by other methods; this is one of four plain cases"
)
def test_delete_item(subject: Subject) -> None:
    """`del` takes away one key, of the caller alone; a missing one raises KeyError."""
    assert ask(subject, DELETES, "item") == model(DELETES, "item")


@pytest.mark.task(4)
def test_every_value_is_a_value(subject: Subject) -> None:
    """None, 0 and the empty string are values like any other."""
    values: list[object] = [None, 0, "", False]
    for style in STYLES:
        for value in values:
            subject.fresh()  # a new thread may have the identity of an ended one, or not
            program = [("T1", "set", "user", value), ("T1", "get", "user"), ("", "len")]
            assert ask(subject, program, style) == [None, value, 1]


@pytest.mark.task(4)
@settings(max_examples=20)
@given(name=NAMES)
@example(name="storage")
@example(name="data")
@example(name="name")
@example(name="values")
@example(name="store")
@example(name="local")
@example(name="ident")
def test_every_public_name_is_free(subject: Subject, name: str) -> None:
    """Any name without an underscore in front can be stored, whatever you call your own store."""
    program: list[Step] = [("", "get", name), ("", "set", name, 1), ("T1", "get", name)]
    program += [("", "get", name), ("", "set", "other_one", 2), ("", "delete", name)]
    program += [("", "get", name), ("", "get", "other_one")]
    assert ask(subject, program, "attribute") == model(program, "attribute")


@pytest.mark.task(4)
def test_objects_share_nothing(subject: Subject) -> None:
    """Two objects share nothing, not even their release."""
    for line in ("first.user, second.user = 1, 2", "first['user'], second['user'] = 1, 2"):
        kind = "ItemLocal" if "[" in line else "Local"
        subject.fresh()
        subject.run(f"first, second, third = {kind}(), {kind}(), {kind}()")
        subject.run(line)
        subject.run("first.release()")
        assert subject.ask("(len(first), len(second), len(third))") == (0, 1, 0)
        assert subject.ask("second.user" if kind == "Local" else "second['user']") == 2


@pytest.mark.task(4)
def test_new_objects_are_empty(subject: Subject) -> None:
    """A new object finds nothing of one that is gone.

    Python gives the `id` of an object that is gone to the next one, so an id names nobody for long.
    """
    for make, store in (("Local()", "local.user"), ("ItemLocal()", "local['user']")):
        subject.fresh()
        subject.run(f"""\
before, after = [], []
for _ in range(20):
    local = {make}
    before.append(len(local))
    {store} = 1
    after.append(len(local))
    del local""")
        assert subject.ask("(max(before), max(after), min(after))") == (0, 1, 1)


@pytest.mark.task(5)
@given(name=NAMES)
@example(name="user")
@example(name="storage")
def test_nothing_in_dict(subject: Subject, name: str) -> None:
    """What is stored in a Local isn't in its `__dict__` under that name.

    What stands there is found before `__getattr__` is asked, and by every thread.
    """
    subject.run("local = Local()\nsetattr(local, name, 'kept')", name=name)
    assert subject.ask("name in getattr(local, '__dict__', {})") is False
    assert subject.ask("getattr(local, name)") == "kept"


@pytest.mark.task(6)
def test_without_init(subject: Subject) -> None:
    """A Local made without `__init__` raises AttributeError, and no RecursionError.

    `copy` and `pickle` make objects that way. If `__getattr__` needs an attribute that isn't there
    yet, Python calls `__getattr__` for that one, and so on.
    """
    allowed = "AttributeError"
    subject.run("local = Local()\nlocal.name = 'ann'")
    assert subject.ask("(local.name, len(local))") == ("ann", 1)
    assert subject.raises("Local.__new__(Local).name", allowed) == allowed
    assert subject.ask("hasattr(Local.__new__(Local), '__deepcopy__')") is False


@pytest.mark.task(7)
def test_release(subject: Subject) -> None:
    """`release()` drops the caller's values, as often as you like, and nobody else's."""
    assert ask(subject, RELEASES, "attribute") == model(RELEASES, "attribute")


@pytest.mark.task(7)
def test_release_of_items(subject: Subject) -> None:
    """An ItemLocal's `release()` and `len` do the same."""
    assert ask(subject, RELEASES, "item") == model(RELEASES, "item")


@pytest.mark.task(8)
def test_new_threads_find_nothing(subject: Subject) -> None:
    """After `release()`, a new thread with the same identity finds nothing."""
    expected = (20, "found nothing")
    assert subject.ask("one_after_the_other(Local(), 'attribute', 20)") == expected
    assert subject.ask("one_after_the_other(ItemLocal(), 'item', 20)") == expected


@pytest.mark.task(9)
def test_built_by_hand(subject: Subject) -> None:
    """The values are kept by your own code, not by a Local of a library.

    `threading.local`, `contextvars` and Werkzeug's Local do this job already; here you find out
    how. A dict by `threading.get_ident()` is all it takes.
    """
    subject.run("local, items = Local(), ItemLocal()\nlocal.user = items['user'] = 'ann'")
    assert subject.ask("(local.user, items['user'], len(local))") == ("ann", "ann", 1)
    assert subject.ask("stands_on(Local, ItemLocal, local, items)") == []
