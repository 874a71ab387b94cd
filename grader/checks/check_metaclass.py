"""Hidden checks of `metaclass`."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.probe import Subject

Plan = list[tuple[str, int | None, dict[str, object]]]

META = "made = []\nM = make_meta(made.append)"
BUILD = """
import types
def build(plan):
    made, classes = [], []
    M = make_meta(made.append)
    for name, parent, keywords in plan:
        bases = () if parent is None else (classes[parent],)
        classes.append(types.new_class(name, bases, {"metaclass": M, **keywords}))
    return made, [c.tag for c in classes]
"""
SHAPES = """
from abc import ABCMeta, abstractmethod
class MM({bases}): pass
class Shape(metaclass=MM):
    @abstractmethod
    def area(self): ...
class Square(Shape):
    def area(self): return 4
"""


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Classes to make: name, the earlier class that it inherits from, its class keywords."""
    plan: Plan = []
    for number in range(draw(st.integers(1, 6))):
        parent = draw(st.none() | st.integers(0, number - 1)) if number else None
        tag = st.none() | st.integers() | st.text(max_size=3) | st.lists(st.integers(), max_size=2)
        keywords: dict[str, object] = {"tag": draw(tag)} if draw(st.booleans()) else {}
        plan.append((draw(st.sampled_from("ABC")), parent, keywords))
    return plan


@pytest.mark.task(1)
@pytest.mark.kept("what it prints; its twin looks at what it makes")
def test_mytype_prints(subject: Subject) -> None:
    """A class made with `Mytype` prints `from my type` once, and so does its subclass."""
    subject.run("class Foo(metaclass=Mytype):\n    pass")
    assert subject.printed == "from my type\n"
    subject.run("class Bar(Foo):\n    pass")
    assert subject.printed == "from my type\n"


@pytest.mark.task(1)
@pytest.mark.kept("what it makes; its twin looks at what it prints")
def test_mytype_makes_classes(subject: Subject) -> None:
    """`Mytype` is a metaclass: it makes whole classes, and their objects print nothing."""
    subject.run(
        "class Foo(metaclass=Mytype):\n    def __init__(self, n): self.n = n\n"
        "    def twice(self): return 2 * self.n"
    )
    assert subject.printed == "from my type\n"
    got = subject.ask("(type(Foo) is Mytype, Foo.__name__, [Foo(n).twice() for n in (1, 2)])")
    assert got == (True, "Foo", [2, 4])
    assert subject.printed == ""


@pytest.mark.task(2)
@pytest.mark.kept("the plain case of all that follows")
def test_returns_a_metaclass(subject: Subject) -> None:
    """`make_meta` returns a subclass of `type`, and announces nothing by itself.

    A function can stand behind `metaclass=` too, but then the class's type is `type`, and its
    subclasses never come to the function.
    """
    subject.run(META)
    assert subject.ask("(isinstance(M, type) and issubclass(M, type) and M is not type)") is True
    assert subject.ask("made") == []


@pytest.mark.task(2)
@pytest.mark.kept("the plain case, before calling the metaclass by hand")
def test_class_statement(subject: Subject) -> None:
    """A `class` statement is announced once, by name."""
    subject.run(META)
    subject.run("class Foo(metaclass=M):\n    pass")
    assert subject.ask("made") == ["Foo"]
    subject.run("class Other(metaclass=M):\n    pass")
    assert subject.ask("made") == ["Foo", "Other"]


@pytest.mark.task(2)
def test_calling_the_metaclass(subject: Subject) -> None:
    """`M(name, bases, attrs)` makes a class, and it is announced once."""
    subject.run(META)
    subject.run("c = M('Foo', (), {'x': 1})")
    assert subject.ask("(made, c.x, type(c) is M)") == (["Foo"], 1, True)


@pytest.mark.task(3)
@pytest.mark.kept("the plain case, before second bases and second metaclasses")
def test_subclasses(subject: Subject) -> None:
    """Each class that inherits from one of M's is announced, at any distance."""
    subject.run(META)
    subject.run("class A(metaclass=M): pass\nclass B(A): pass\nclass C(B): pass")
    assert subject.ask("(made, type(C) is M)") == (["A", "B", "C"], True)


@pytest.mark.task(3)
def test_second_base(subject: Subject) -> None:
    """One of M's classes as the second base is enough."""
    subject.run(META)
    subject.run("class A(metaclass=M): pass\nclass Plain: pass\nclass C(Plain, A): pass")
    assert subject.ask("made") == ["A", "C"]


@pytest.mark.task(3)
def test_two_metaclasses(subject: Subject) -> None:
    """Two calls of `make_meta` give two metaclasses that know nothing of each other."""
    subject.run("first, second = [], []")
    subject.run("M, N = make_meta(first.append), make_meta(second.append)")
    subject.run("class A(metaclass=M, tag=1): pass\nclass B(metaclass=N, tag=2): pass")
    assert subject.ask("(first, second, A.tag, B.tag)") == (["A"], ["B"], 1, 2)
    assert subject.ask("isinstance(A, N)") is False


@pytest.mark.task(4)
def test_objects_are_not_announced(subject: Subject) -> None:
    """Making objects announces nothing, and their arguments arrive.

    `type.__call__` makes the objects of a class; a metaclass that announces there announces them.
    """
    subject.run(META)
    subject.run("class P(metaclass=M):\n    def __init__(self, x, *, y): self.at = (x, y)")
    assert subject.ask("[P(n, y=1).at for n in range(3)]") == [(0, 1), (1, 1), (2, 1)]
    assert subject.ask("made") == ["P"]


@pytest.mark.task(5)
@pytest.mark.kept("a class that never came to be, the other way than by its bases")
def test_body_that_raises(subject: Subject) -> None:
    """A class whose body raises isn't announced."""
    subject.run(META)
    got = subject.raises("class Foo(metaclass=M):\n    x = 1 // 0", "ZeroDivisionError")
    assert got == "ZeroDivisionError"
    subject.run("class Good(metaclass=M):\n    x = 1")
    assert subject.ask("made") == ["Good"]


@pytest.mark.task(5)
def test_bases_that_python_refuses(subject: Subject) -> None:
    """A class whose bases Python refuses isn't announced: announce when the class is there."""
    subject.run(META)
    assert subject.raises("class Foo(int, str, metaclass=M):\n    pass", "TypeError") == "TypeError"
    assert subject.raises("M('Foo', (bool,), {})", "TypeError") == "TypeError"
    subject.run("class Good(int, metaclass=M):\n    pass")
    assert subject.ask("made") == ["Good"]


@pytest.mark.task(6)
@pytest.mark.kept("the plain case, before inheritance and families")
def test_tag(subject: Subject) -> None:
    """`tag=` of the `class` line is the class's `tag`; without it, `tag` is None."""
    subject.run(META)
    subject.run("class Foo(metaclass=M, tag='x'): pass\nclass Bar(metaclass=M): pass")
    assert subject.ask("(Foo.tag, Bar.tag, made)") == ("x", None, ["Foo", "Bar"])


@pytest.mark.task(6)
def test_tag_is_not_inherited(subject: Subject) -> None:
    """A subclass has the tag that its own `class` line says, else None."""
    subject.run(META)
    subject.run("class A(metaclass=M, tag='a'): pass\nclass B(A): pass\nclass C(B, tag='c'): pass")
    assert subject.ask("(A.tag, B.tag, C.tag)") == ("a", None, "c")


@pytest.mark.task(6)
def test_tag_by_calling(subject: Subject) -> None:
    """`M(name, bases, attrs, tag="x")` is the same as saying it on the `class` line."""
    subject.run(META)
    subject.run("c, d = M('Foo', (), {}, tag='x'), M('Bar', (), {})")
    assert subject.ask("(c.tag, d.tag, made)") == ("x", None, ["Foo", "Bar"])


@pytest.mark.task(6)
@given(plan=plans())
@example(plan=[("A", None, {"tag": 0})])
@example(plan=[("A", None, {"tag": "a"}), ("B", 0, {}), ("A", 1, {"tag": ""}), ("C", None, {})])
def test_whole_families(subject: Subject, plan: Plan) -> None:
    """In a family of classes each is announced once, in order, and has its own tag or None."""
    subject.run(BUILD)
    made, tags = [name for name, _, _ in plan], [keywords.get("tag") for _, _, keywords in plan]
    assert subject.ask("build(plan)", plan=plan) == (made, tags)


@pytest.mark.task(7)
def test_unknown_keyword(subject: Subject) -> None:
    """A class keyword that nobody knows raises TypeError, and nothing is announced."""
    subject.run(META)
    for line in ["metaclass=M, colour=1", "metaclass=M, tag='x', colour=1"]:
        assert subject.raises(f"class Foo({line}):\n    pass", "TypeError") == "TypeError"
    assert subject.raises("M('Foo', (), {}, colour=1)", "TypeError") == "TypeError"
    subject.run("class Good(metaclass=M, tag='x'):\n    pass")
    assert subject.ask("made") == ["Good"]


@pytest.mark.task(8)
def test_the_class_is_whole(subject: Subject) -> None:
    """Name, bases, attributes and type of the class are those of its `class` statement."""
    subject.run(META)
    subject.run("class Base: pass\nclass Foo(Base, metaclass=M):\n    x = 1")
    got = subject.ask("(type(Foo) is M, Foo.__name__, Foo.__bases__ == (Base,), Foo.x)")
    assert got == (True, "Foo", True, 1)


@pytest.mark.task(8)
def test_super_in_methods(subject: Subject) -> None:
    """`super()` works in the methods, also in a subclass."""
    subject.run(META)
    subject.run(
        "class A(metaclass=M):\n    def who(self): return ['A']\n"
        "class B(A):\n    def who(self): return ['B', *super().who()]"
    )
    assert subject.ask("(B().who(), isinstance(B(), A))") == (["B", "A"], True)


@pytest.mark.task(9)
def test_with_abcmeta(subject: Subject) -> None:
    """Together with `ABCMeta`, abstract methods are still enforced, and each class is announced.

    `super().__new__` asks the next metaclass in line; `type.__new__` passes it by.
    """
    for bases in ("M, ABCMeta", "ABCMeta, M"):
        subject.fresh()
        subject.run(META)
        subject.run(SHAPES.format(bases=bases))
        assert subject.raises("Shape()", "TypeError") == "TypeError"
        assert subject.ask("(Square().area(), made)") == (4, ["Shape", "Square"])


@pytest.mark.task(9)
def test_tags_with_abcmeta(subject: Subject) -> None:
    """Together with `ABCMeta`, `tag` and unknown keywords are as before."""
    for bases in ("M, ABCMeta", "ABCMeta, M"):
        subject.fresh()
        subject.run(META)
        subject.run(SHAPES.format(bases=bases))
        subject.run("class Circle(Shape, tag='round'):\n    def area(self): return 3")
        assert subject.ask("(Shape.tag, Circle.tag, Circle().area())") == (None, "round", 3)
        assert subject.raises("class X(Shape, colour=1): pass", "TypeError") == "TypeError"
