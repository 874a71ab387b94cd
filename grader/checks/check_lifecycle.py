"""Hidden checks of `lifecycle`."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.probe import Subject

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
PLAIN = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=3))
KEYWORDS = st.dictionaries(st.from_regex(r"[a-z]{1,4}[0-9]", fullmatch=True), PLAIN, max_size=2)

TRACER = "import gc\nlog = []\nTracer = make_tracer(log)"
UNRAISABLE = """
import sys
trouble = []
sys.unraisablehook = lambda what: trouble.append(type(what.exc_value).__name__)
"""


@pytest.mark.task(1)
@pytest.mark.kept("the plain case of all that follows")
@given(name=NAMES)
@example(name="ann")
@example(name="0")
@example(name=" ")
def test_new_then_init(subject: Subject, name: str) -> None:
    """`Tracer(name)` logs `("new", name)`, then `("init", name)`."""
    subject.run(TRACER)
    subject.run("t = Tracer(name)", name=name)
    assert subject.ask("(log, type(t) is Tracer)") == ([("new", name), ("init", name)], True)


@pytest.mark.task(1)
def test_returns_a_class(subject: Subject) -> None:
    """`make_tracer` returns a class and logs nothing itself; each call of it is a new object."""
    subject.run(TRACER)
    assert subject.ask("(isinstance(Tracer, type), log)") == (True, [])
    subject.run("a, b = Tracer('ann'), Tracer('ann')")
    assert subject.ask("(a is b, isinstance(a, Tracer), len(log))") == (False, True, 4)


@pytest.mark.task(1)
def test_subclass(subject: Subject) -> None:
    """A class that inherits from Tracer makes objects of its own: `__new__` is told which class."""
    subject.run(TRACER)
    subject.run("class Sub(Tracer):\n    extra = 5\ns = Sub('sue')")
    got = subject.ask("(type(s) is Sub, s.extra, str(s), log)")
    assert got == (True, 5, "<Tracer sue>", [("new", "sue"), ("init", "sue")])


@pytest.mark.task(2)
@given(name=NAMES)
@example(name="ann")
@example(name="类")
def test_str(subject: Subject, name: str) -> None:
    """`str(t)` is `<Tracer name>`: returned, not printed, and not logged."""
    subject.run(TRACER)
    subject.run("t = Tracer(name)", name=name)
    assert subject.ask("str(t)") == f"<Tracer {name}>"
    assert subject.ask("f'{t}'") == f"<Tracer {name}>"
    assert subject.ask("len(log)") == 2


@pytest.mark.task(2)
def test_str_prints_nothing(subject: Subject) -> None:
    """`str(t)` prints nothing: `print(t)` prints what it returns."""
    subject.run(TRACER)
    subject.run("t = Tracer('ann')\nprint(t)")
    assert subject.printed == "<Tracer ann>\n"


@pytest.mark.task(3)
@given(name=NAMES, args=st.lists(PLAIN, max_size=3).map(tuple), kwargs=KEYWORDS)
@example(name="ann", args=(), kwargs={})
@example(name="ann", args=(1, None), kwargs={"x1": 2})
def test_call(subject: Subject, name: str, args: tuple[object], kwargs: dict[str, object]) -> None:
    """`t(...)` logs `("call", name, args, kwargs)` and returns `t`."""
    subject.run(TRACER)
    subject.run("t = Tracer(name)", name=name)
    assert subject.ask("t(*args, **kwargs) is t", args=args, kwargs=kwargs) is True
    assert subject.ask("log[2:]") == [("call", name, args, kwargs)]


@pytest.mark.task(3)
@pytest.mark.kept("`call_on_the_object` breaks the call as well; this says where Python looks")
def test_call_belongs_to_the_class(subject: Subject) -> None:
    """Python looks `__call__` up on the class: what stands on the object doesn't count."""
    subject.run(TRACER)
    subject.run("t = Tracer('ann')")
    assert subject.ask("(t(1)(2) is t, Tracer.__call__(t, 3) is t)") == (True, True)
    assert subject.ask("[entry[2] for entry in log[2:]]") == [(1,), (2,), (3,)]


@pytest.mark.task(4)
@pytest.mark.kept("the plain case, before cycles and second references")
def test_del(subject: Subject) -> None:
    """When the last reference goes, `("del", name)` is logged, exactly once."""
    subject.run(TRACER)
    subject.run("t = Tracer('ann')\nt(1)\nstr(t)")
    subject.run("del t\ngc.collect()")
    assert subject.ask("log[3:]") == [("del", "ann")]
    subject.run("gc.collect()")
    assert subject.ask("log[3:]") == [("del", "ann")]


@pytest.mark.task(2)
def test_names_are_kept_apart(subject: Subject) -> None:
    """Each object keeps its own name, however many there are."""
    subject.run(TRACER)
    subject.run("a, b = Tracer('ann'), Tracer('ben')")
    assert subject.ask("(str(a), str(b), str(a))") == (
        "<Tracer ann>",
        "<Tracer ben>",
        "<Tracer ann>",
    )


@pytest.mark.task(4)
def test_second_reference_keeps_it(subject: Subject) -> None:
    """While somebody refers to the object, it lives."""
    subject.run(TRACER)
    subject.run("t = Tracer('ann')\nother = [t]")
    subject.run("del t\ngc.collect()")
    assert subject.ask("(log, str(other[0]))") == (
        [("new", "ann"), ("init", "ann")],
        "<Tracer ann>",
    )
    subject.run("other.clear()\ngc.collect()")
    assert subject.ask("log[2:]") == [("del", "ann")]


@pytest.mark.task(4)
def test_cycle(subject: Subject) -> None:
    """An object that refers to itself ends when the garbage collector runs."""
    subject.run(TRACER)
    subject.run("class Sub(Tracer):\n    pass\ns = Sub('sue')\ns.me = s")
    subject.run("del s\ngc.collect()")
    assert subject.ask("log[2:]") == [("del", "sue")]


@pytest.mark.task(4)
@pytest.mark.kept("a property: order and count of many lives, where the plain case has one")
@given(names=st.lists(NAMES, min_size=1, max_size=5))
@example(names=["ann", "ann", "ben"])
def test_many_lives(subject: Subject, names: list[str]) -> None:
    """Of many objects, each one's life is logged in order, and ends with `("del", name)`."""
    subject.run(TRACER)
    subject.run(
        "for name in names:\n    t = Tracer(name)\n    t(name)\n    del t\n    gc.collect(0)",
        names=names,
    )
    expected: list[object] = []
    for n in names:
        expected += [("new", n), ("init", n), ("call", n, (n,), {}), ("del", n)]
    assert subject.ask("log") == expected


@pytest.mark.task(5)
@pytest.mark.kept("what the user meets; its twin says which method does it")
def test_empty_name(subject: Subject) -> None:
    """`Tracer("")` raises ValueError; `("new", "")` is logged, `"init"` isn't."""
    subject.run(TRACER)
    assert subject.raises("Tracer('')", "ValueError") == "ValueError"
    assert subject.ask("log[:2]") == [("new", "")]


@pytest.mark.task(5)
@pytest.mark.kept("which method refuses; the user can't tell, a subclass can")
def test_init_refuses_the_empty_name(subject: Subject) -> None:
    """It is `__init__` that refuses the empty name: `__new__` makes the object."""
    subject.run(TRACER)
    assert subject.ask("isinstance(Tracer.__new__(Tracer, ''), Tracer)") is True
    subject.run("t = Tracer('ann')\nlog.clear()")
    assert subject.raises("t.__init__('')", "ValueError") == "ValueError"
    assert subject.ask("log") == []


@pytest.mark.task(5)
def test_no_trouble_after_failed_init(subject: Subject) -> None:
    """When an object whose `__init__` failed ends, nothing is logged and nothing goes wrong.

    `__del__` runs for it all the same, and what `__init__` didn't set isn't there. An exception in
    `__del__` goes to nobody: Python writes it to the console and goes on.
    """
    subject.run(TRACER)
    subject.run(UNRAISABLE)
    subject.run("try:\n    Tracer('')\nexcept ValueError:\n    pass\ngc.collect()")
    assert subject.ask("(log, trouble)") == ([("new", "")], [])


@pytest.mark.task(6)
@pytest.mark.kept("what the user meets; its twin says which method does it")
def test_none(subject: Subject) -> None:
    """`Tracer(None)` is None, and `__init__` isn't run."""
    subject.run(TRACER)
    assert subject.ask("Tracer(None) is None") is True
    assert subject.ask("[entry for entry in log if entry[0] != 'new']") == []


@pytest.mark.task(6)
@pytest.mark.kept("which method gives None; the user can't tell, a subclass can")
def test_new_gives_none(subject: Subject) -> None:
    """It is `__new__` that gives None, and so it does for a class that inherits from Tracer."""
    subject.run(TRACER)
    subject.run("class Sub(Tracer):\n    pass")
    assert subject.ask("(Tracer.__new__(Tracer, None), Sub(None))") == (None, None)


@pytest.mark.task(7)
def test_two_logs(subject: Subject) -> None:
    """Two classes from two calls write to two logs."""
    subject.run("import gc\nfirst, second = [], []")
    subject.run("A, B = make_tracer(first), make_tracer(second)")
    subject.run("a, b = A('ann'), B('ben')\na(1)\nb(2)\ndel a, b\ngc.collect()")
    assert subject.ask("first") == [
        ("new", "ann"),
        ("init", "ann"),
        ("call", "ann", (1,), {}),
        ("del", "ann"),
    ]
    assert subject.ask("[entry[:2] for entry in second]") == [
        ("new", "ben"),
        ("init", "ben"),
        ("call", "ben"),
        ("del", "ben"),
    ]
