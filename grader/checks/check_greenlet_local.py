"""Hidden checks of `greenlet_local`; the model is a dict for each context."""

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.probe import Subject

Step = tuple[Any, ...]

GREENLETS = ("", "a", "b", "a/c")
THREADS = ("T1", "T2", "T3")
NAMES = st.sampled_from(["name", "seat", "storage", "data", "ident", "größe"])
VALUES = st.one_of(st.none(), st.integers(-3, 3), st.sampled_from(["", "x"]))
ACTIONS = st.one_of(
    st.tuples(st.just("set"), NAMES, VALUES),
    st.tuples(st.sampled_from(["get", "delete", "has"]), NAMES),
    st.tuples(st.just("get"), NAMES, st.just("default")),
    st.just(("release",)),
)
NO_GREENLET = ("greenlet",)


def steps(*paths: str) -> st.SearchStrategy[list[Step]]:
    """Programs of steps in these contexts."""
    step = st.tuples(st.sampled_from(paths), ACTIONS).map(lambda pair: (pair[0], *pair[1]))
    return st.lists(step, max_size=25)


def model(program: list[Step]) -> list[Any]:
    """What every step must give."""
    held: dict[str, dict[str, Any]] = {}
    return [_model_step(held.setdefault(path, {}), *action) for path, *action in program]


def _model_step(mine: dict[str, Any], action: str, *arguments: Any) -> Any:
    if action == "release":
        mine.clear()
        return None
    name, *value = arguments
    if action == "set":
        mine[name] = value[0]
        return None
    if action == "has":
        return name in mine
    if action == "get":
        return mine.get(name, value[0] if value else "AttributeError")
    return "AttributeError" if name not in mine else _delete(mine, name)


def _delete(mine: dict[str, Any], name: str) -> None:
    del mine[name]


def in_turn(first: str, second: str) -> list[Step]:
    """Two contexts store under the same name, then each reads."""
    return [
        (first, "set", "name", "ann"),
        (second, "set", "name", "ben"),
        (first, "get", "name"),
        (second, "get", "name"),
    ]


@pytest.mark.task(1)
@settings(max_examples=30)
@given(program=steps(*GREENLETS))
@example(program=in_turn("a", "b"))
@example(program=in_turn("", "a"))
@example(program=in_turn("a", "a/c"))
@example(program=[("a", "set", "name", 1), ("a", "set", "seat", 2), ("a", "get", "name")])
def test_greenlets_of_one_thread(subject: Subject, program: list[Step]) -> None:
    """Each greenlet has its own values, nested ones and the main one too.

    All greenlets of a thread have the same thread identity; what tells them apart is
    `greenlet.getcurrent()`, called each time.
    """
    assert subject.ask("drive(Local(), program)", program=program) == model(program)


@pytest.mark.task(1)
@pytest.mark.kept("many greenlets in turn, as a gevent server runs them; its twin has two")
def test_gevent_style_hand_over(subject: Subject) -> None:
    """Many greenlets that hand over to each other in turn keep their own values."""
    paths = [f"g{n}" for n in range(8)]
    program: list[Step] = [(path, "set", "name", path) for path in paths]
    program += [(path, "get", "name") for path in reversed(paths)]
    assert subject.ask("drive(Local(), program)", program=program) == model(program)


@pytest.mark.task(2)
@pytest.mark.kept("the plain case, before threads at once and greenlets in threads")
@settings(max_examples=15)
@given(program=steps(*THREADS))
@example(program=in_turn("T1", "T2"))
@example(program=in_turn("", "T1"))
def test_threads(subject: Subject, program: list[Step]) -> None:
    """Each thread has its own values."""
    assert subject.ask("drive(Local(), program)", program=program) == model(program)


@pytest.mark.task(2)
@settings(max_examples=15)
@given(program=steps("T1", "T1/a", "T2", "T2/a"))
@example(program=in_turn("T1/a", "T2/a"))
@example(program=in_turn("T1", "T1/a"))
def test_greenlets_in_threads(subject: Subject, program: list[Step]) -> None:
    """Greenlets in different threads have their own values too."""
    assert subject.ask("drive(Local(), program)", program=program) == model(program)


@pytest.mark.task(2)
def test_threads_at_once(subject: Subject) -> None:
    """Eight threads that all write before any reads get back what each wrote."""
    assert subject.ask("in_threads_at_once(Local(), 8)") == list(range(8))


@pytest.mark.task(3)
@settings(max_examples=15)
@given(name=NAMES)
@example(name="name")
def test_missing_names(subject: Subject, name: str) -> None:
    """A name that this greenlet hasn't stored raises AttributeError that names it.

    So `hasattr` is False and `getattr` gives its default. A KeyError makes both of them fail.
    """
    reads: list[Step] = [("", "get", name), ("", "has", name), ("", "get", name, "default")]
    program = [*reads, ("", "set", "other", 1), ("a", "set", name, 2), *reads]
    assert subject.ask("drive(Local(), program)", program=program) == model(program)


@pytest.mark.task(3)
def test_delete(subject: Subject) -> None:
    """`del` takes one name away from this greenlet alone; a missing one raises AttributeError."""
    program = [*in_turn("a", "b"), ("a", "delete", "name"), ("a", "has", "name")]
    program += [("b", "get", "name"), ("a", "delete", "name"), ("c", "delete", "name")]
    assert subject.ask("drive(Local(), program)", program=program) == model(program)


@pytest.mark.task(3)
def test_reading_stores_nothing(subject: Subject) -> None:
    """A read that fails leaves nothing behind: `len` stays as it was."""
    program = [("a", "get", "name"), ("b", "has", "name"), ("c", "delete", "name"), ("", "len")]
    got = subject.ask("drive(Local(), program)", program=program)
    assert got == ["AttributeError", False, "AttributeError", 0]


@pytest.mark.task(4)
@settings(max_examples=15)
@given(value=VALUES)
@example(value=None)
@example(value=0)
@example(value="")
def test_every_value_is_a_value(subject: Subject, value: object) -> None:
    """None, 0 and the empty string are values like any other."""
    program = [("", "set", "name", value), ("", "has", "name"), ("", "get", "name", "default")]
    program += [("a", "has", "name")]
    assert subject.ask("drive(Local(), program)", program=program) == [None, True, value, False]


@pytest.mark.task(4)
@settings(max_examples=15)
@given(name=st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True).filter(lambda n: n != "release"))
@example(name="storage")
@example(name="data")
@example(name="name")
@example(name="ident")
@example(name="values")
@example(name="local")
@example(name="get_ident")
def test_every_public_name_is_free(subject: Subject, name: str) -> None:
    """Any name without an underscore in front can be stored, whatever you call your own store."""
    program = [("", "has", name), ("", "set", name, 1), ("a", "has", name), ("", "get", name)]
    program += [("", "delete", name), ("", "has", name)]
    assert subject.ask("drive(Local(), program)", program=program) == model(program)


@pytest.mark.task(4)
def test_locals_are_independent(subject: Subject) -> None:
    """Two Local objects share nothing."""
    subject.run("first, second = Local(), Local()")
    subject.run("first.name = 'ann'")
    assert subject.ask("(first.name, hasattr(second, 'name'), len(second))") == ("ann", False, 0)
    subject.run("second.name = 'ben'\nfirst.release()")
    assert subject.ask("(hasattr(first, 'name'), second.name)") == (False, "ben")


@pytest.mark.task(5)
def test_without_init(subject: Subject) -> None:
    """An object made without `__init__` raises AttributeError, and no RecursionError.

    `copy` and `pickle` make objects that way. If `__getattr__` needs an attribute that isn't there
    yet, Python calls `__getattr__` for that one, and so on.
    """
    allowed = "AttributeError"
    subject.run("local = Local()\nlocal.name = 'ann'")
    assert subject.ask("(local.name, len(local))") == ("ann", 1)
    assert subject.raises("Local.__new__(Local).name", allowed) == allowed
    assert subject.ask("hasattr(Local.__new__(Local), 'name')") is False


@pytest.mark.task(6)
@pytest.mark.kept("looks at the values; `len` beside it could be right and they wrong")
def test_release_is_the_callers(subject: Subject) -> None:
    """`release()` drops the values of the greenlet that calls it, and no others."""
    program = [*in_turn("a", "b"), ("a", "release"), ("a", "has", "name"), ("b", "get", "name")]
    assert subject.ask("drive(Local(), program)", program=program) == model(program)


@pytest.mark.task(6)
def test_release_is_idempotent(subject: Subject) -> None:
    """`release()` without values, or a second time, does nothing."""
    program = [("a", "release"), ("a", "set", "name", 1), ("a", "release"), ("a", "release")]
    program += [("a", "has", "name"), ("a", "set", "name", 2), ("a", "get", "name")]
    assert subject.ask("drive(Local(), program)", program=program) == model(program)


@pytest.mark.task(6)
@settings(max_examples=15)
@given(paths=st.lists(st.sampled_from(["", "a", "b", "a/c", "T1", "T1/a"]), unique=True))
@example(paths=["", "a", "T1"])
def test_len(subject: Subject, paths: list[str]) -> None:
    """`len` counts the living greenlets that stored something and did not release it."""
    program = [(path, "set", name, 1) for path in paths for name in ("name", "seat")]
    lens = [("", "len"), *[step for path in paths for step in ((path, "release"), ("", "len"))]]
    got = subject.ask("drive(Local(), program)[-count:]", program=[*program, *lens],
                      count=len(lens))  # fmt: skip
    expected: list[object] = [len(paths)]
    for number in range(len(paths)):
        expected += [None, len(paths) - number - 1]
    assert got == expected


@pytest.mark.task(7)
def test_dead_greenlets(subject: Subject) -> None:
    """A new greenlet sees nothing of one that died without `release()`.

    Python gives the `id` of a dead object to the next one, so an id names nobody for long.
    """
    got = subject.ask("one_after_the_other(Local(), 'greenlet', 50)")
    assert got == (50, "found nothing")


@pytest.mark.task(7)
@pytest.mark.kept("a thread's greenlet dies otherwise than one that ran to its end")
def test_dead_threads(subject: Subject) -> None:
    """A new thread sees nothing of one that ended without `release()`.

    The system gives a thread's identity to the next thread.
    """
    assert subject.ask("one_after_the_other(Local(), 'thread', 30)") == (30, "found nothing")


@pytest.mark.task(8)
@settings(max_examples=15)
@given(program=steps("", *THREADS))
@example(program=in_turn("T1", "T2"))
@example(program=in_turn("", "T1"))
@example(program=[("", "get", "name"), ("", "set", "name", None), ("", "has", "name")])
def test_without_greenlet(subject: Subject, program: list[Step]) -> None:
    """Where greenlet isn't installed, the module imports and works for each thread."""
    subject.fresh(without=NO_GREENLET)
    assert subject.ask("drive(Local(), program)", program=program) == model(program)


@pytest.mark.task(8)
def test_dead_threads_without_greenlet(subject: Subject) -> None:
    """Where greenlet isn't installed, a new thread sees nothing of a dead one either."""
    subject.fresh(without=NO_GREENLET)
    assert subject.ask("one_after_the_other(Local(), 'thread', 30)") == (30, "found nothing")


@pytest.mark.task(9)
def test_values_of_dead_greenlets_are_freed(subject: Subject) -> None:
    """The values of greenlets that died without `release()` can be collected.

    A dict that has the greenlet as its key keeps it, and all its values, for ever.
    """
    subject.run("local = Local()\nlocal.mine = 'kept'")
    assert subject.ask("still_alive(local, 'greenlet', 5)") == (5, "freed")
    assert subject.ask("local.mine") == "kept"


@pytest.mark.task(9)
def test_values_of_dead_threads_are_freed(subject: Subject) -> None:
    """Where greenlet isn't installed, the values of threads that ended can be collected."""
    # With greenlet, a thread's main greenlet goes some time after `join`: no moment to ask at.
    subject.fresh(without=NO_GREENLET)
    subject.run("local = Local()\nlocal.mine = 'kept'")
    assert subject.ask("still_alive(local, 'thread', 5)") == (5, "freed")
    assert subject.ask("local.mine") == "kept"
