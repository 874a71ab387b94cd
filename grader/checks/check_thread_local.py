"""Hidden checks of `thread_local`; the model is a dict of resources by thread."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.probe import Subject

Steps = list[tuple[str, str]]

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["", "T1", "T2"]), st.sampled_from(["get", "get", "fail", "close", "end"])
    ).filter(lambda step: step != ("", "end")),
    min_size=1,
    max_size=12,
)


def model(steps: Steps, *, closes: bool = True) -> dict[str, object]:
    """What `drive` gives on a right class."""
    held: dict[str, int] = {}
    results: list[object] = []
    closed: list[int] = []
    calls = 0
    for who, action in steps:
        result: object = None
        if action in ("get", "fail") and who not in held:
            calls += 1
            if action == "get":
                held[who] = calls
        if action in ("get", "fail"):
            result = held.get(who, "OSError")
        elif action == "close" and who in held:
            closed += [held.pop(who)] if closes else []
            held.pop(who, None)
        elif action == "end":
            held.pop(who, None)
        results.append(result)
    return {"results": results, "closed": closed, "calls": calls}


def ask(subject: Subject, steps: Steps) -> object:
    """What the student's class gives for these steps."""
    return subject.ask("drive(PerThread, steps)", steps=steps)


def begun(steps: Steps) -> Steps:
    """The steps without the ends of threads that aren't there."""
    there: set[str] = set()
    kept = []
    for who, action in steps:
        if action == "end" and who not in there:
            continue
        (there.discard if action == "end" else there.add)(who)
        kept.append((who, action))
    return kept


@pytest.mark.task(1)
def test_lazy(subject: Subject) -> None:
    """Making a PerThread calls nothing; the first `get()` calls the factory, once."""
    subject.run("calls = []\np = PerThread(lambda: calls.append('made') or [])")
    assert subject.ask("calls") == []
    subject.run("first = p.get()\nsecond = p.get()\np.get()")
    assert subject.ask("(calls, first is second)") == (["made"], True)


@pytest.mark.task(1)
def test_the_same_again(subject: Subject) -> None:
    """In one thread, `get()` gives the same resource until it is closed, whatever runs between.

    A thread of a pool does many jobs, and keeps its resource from one to the next.
    """
    steps = [("T1", "get"), ("T2", "get"), ("T1", "get"), ("", "get"), ("T1", "get"), ("", "get")]
    assert ask(subject, steps) == model(steps)


@pytest.mark.task(2)
def test_threads_at_once(subject: Subject) -> None:
    """Eight threads that live at the same time get eight resources, and keep them."""
    assert subject.ask("all_at_once(PerThread, 8)") == list(range(1, 9))


@pytest.mark.task(2)
@pytest.mark.kept("the plain case, before threads at once")
def test_threads_that_never_got(subject: Subject) -> None:
    """A thread that asks for the first time gets a new one, also when the main thread has one."""
    steps = [("", "get"), ("T1", "get"), ("T2", "get"), ("", "get")]
    assert ask(subject, steps) == model(steps)


@pytest.mark.task(2)
def test_close_is_the_callers(subject: Subject) -> None:
    """`close()` in one thread leaves the resources of the others."""
    steps = [("T1", "get"), ("T2", "get"), ("", "close"), ("T1", "close"), ("T2", "get")]
    steps += [("T1", "get"), ("T2", "close"), ("T1", "get")]
    assert ask(subject, steps) == model(steps)


@pytest.mark.task(2)
@settings(max_examples=30)  # each starts threads
@given(steps=STEPS.map(begun))
@example(steps=[("T1", "get"), ("T1", "fail"), ("T1", "close"), ("T1", "fail"), ("T1", "get")])
@example(steps=[("T1", "get"), ("T1", "end"), ("T2", "get"), ("T1", "get"), ("T2", "close")])
def test_any_order(subject: Subject, steps: Steps) -> None:
    """In any order of the threads' steps, each has its own resource or none."""
    assert ask(subject, steps) == model(steps)


@pytest.mark.task(3)
def test_close(subject: Subject) -> None:
    """`close()` hands the resource to `closer`, once, and the next `get()` makes a new one."""
    steps = [("", "get"), ("", "close"), ("", "get"), ("", "get"), ("", "close")]
    assert ask(subject, steps) == model(steps)


@pytest.mark.task(3)
@pytest.mark.kept("closing nothing; the plain close has a resource")
def test_close_without_resource(subject: Subject) -> None:
    """`close()` without a resource, or a second time, does nothing."""
    steps = [("", "close"), ("", "get"), ("", "close"), ("", "close"), ("T1", "close")]
    assert ask(subject, steps) == model(steps)


@pytest.mark.task(3)
def test_without_closer(subject: Subject) -> None:
    """Without a `closer`, `close()` just forgets the resource."""
    steps = [("", "close"), ("", "get"), ("", "close"), ("", "get"), ("T1", "get"), ("T1", "close")]
    got = subject.ask("drive(PerThread, steps, closes=False)", steps=steps)
    assert got == model(steps, closes=False)


@pytest.mark.task(4)
def test_failing_factory(subject: Subject) -> None:
    """When the factory raises, there is no resource: `close()` closes none, `get()` tries again."""
    steps = [("", "fail"), ("", "close"), ("", "fail"), ("", "get"), ("", "fail"), ("T1", "fail")]
    assert ask(subject, steps) == model(steps)


@pytest.mark.task(5)
def test_none_is_a_resource(subject: Subject) -> None:
    """None, 0 and the empty string are resources: made once, kept, and closed."""
    values: list[object] = [None, 0, "", False]
    for value in values:
        subject.fresh()
        subject.run("calls, closed = [], []", value=value)
        subject.run("def make():\n    calls.append(1)\n    return value")
        subject.run("p = PerThread(make, closed.append)")
        assert subject.ask("[p.get(), p.get(), len(calls)]") == [value, value, 1]
        subject.run("p.close()\np.close()")
        assert subject.ask("closed") == [value]
        assert subject.ask("(p.get(), len(calls))") == (value, 2)


@pytest.mark.task(6)
def test_objects_share_nothing(subject: Subject) -> None:
    """Two PerThread objects share nothing, also with the same factory."""
    subject.run("closed = []\ndef make(): return []")
    subject.run("first, second = PerThread(make, closed.append), PerThread(make, closed.append)")
    subject.run("a, b = first.get(), second.get()\nb.append(2)")
    assert subject.ask("(a is b, a, b)") == (False, [], [2])
    subject.run("first.close()")
    assert subject.ask("(closed, second.get() is b, first.get() is a)") == ([[]], True, False)


@pytest.mark.task(6)
def test_new_objects_hold_nothing(subject: Subject) -> None:
    """A new PerThread has no resource of one that is gone.

    Python gives the `id` of an object that is gone to the next one, so an id names nobody for long.
    """
    subject.run("numbers = iter(range(1, 100))\ndef make(): return next(numbers)")
    subject.run("""\
found = []
for _ in range(20):
    p = PerThread(make)
    found.append(p.get())
    del p""")
    assert subject.ask("found == list(range(1, 21))") is True


@pytest.mark.task(7)
def test_new_threads(subject: Subject) -> None:
    """A new thread never gets the resource of one that ended without `close()`.

    The system gives a thread's identity to the next thread, and these all have the same name.
    """
    assert subject.ask("one_after_the_other(PerThread, 30)") == (30, "each a new one")


@pytest.mark.task(8)
def test_resources_are_freed(subject: Subject) -> None:
    """The resources of threads that ended without `close()` can be collected.

    What you keep in a table stays there until somebody takes it out, unless its keys are weak.
    """
    assert subject.ask("still_alive(PerThread, 5)") == (5, "freed")
