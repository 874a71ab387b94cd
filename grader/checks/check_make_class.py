"""Hidden checks of `make_class`."""

import keyword

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.probe import Subject

NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
FIELDS = st.from_regex(r"[a-z][a-z0-9]{0,6}", fullmatch=True).filter(
    lambda name: name != "self" and not keyword.iskeyword(name)
)
VALUES = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5))

FAMILY = """
class Left:
    def who(self): return "left"
class Right:
    def who(self): return "right"
"""
META = """
class Stamping(type):
    def __new__(mcls, name, bases, attrs):
        return super().__new__(mcls, name, bases, attrs | {"stamp": "stamped"})
class Stamped(metaclass=Stamping):
    pass
class Plain:
    pass
"""


@pytest.mark.task(1)
@pytest.mark.kept("the plain case of all that follows")
@given(name=NAMES)
@example(name="Dog")
@example(name="")
@example(name="two words")
@example(name="类")
def test_name(subject: Subject, name: str) -> None:
    """`make_class(name)` gives a class with that name."""
    got = subject.ask("(lambda c: (isinstance(c, type), c.__name__))(make_class(name))", name=name)
    assert got == (True, name)


@pytest.mark.task(1)
def test_new_each_time(subject: Subject) -> None:
    """Each call gives a new class: what is added to one isn't in the other."""
    subject.run("first, second = make_class('Dog'), make_class('Dog')")
    subject.run("first.legs = 3")
    assert subject.ask("(first is second, hasattr(second, 'legs'))") == (False, False)
    subject.run("first, second = (make_class('Dog', (int,), {'legs': 4}) for _ in range(2))")
    assert subject.ask("(first is second, first.__name__)") == (False, "Dog")


@pytest.mark.task(1)
@given(name=st.one_of(st.none(), st.integers(), st.binary(max_size=3)))
@example(name=None)
@example(name=5)
@example(name=b"Dog")
def test_name_that_is_no_str(subject: Subject, name: object) -> None:
    """A name that isn't a `str` raises TypeError."""
    assert subject.raises("make_class(name)", "TypeError", name=name) == "TypeError"


@pytest.mark.task(2)
def test_any_iterable_of_bases(subject: Subject) -> None:
    """`bases` may be any iterable of classes, not a tuple only."""
    for bases in ["[Left]", "(Left,)", "(c for c in [Left])", "iter([Left])"]:
        subject.fresh()
        subject.run(FAMILY)
        subject.run(f"c = make_class('Child', {bases})")
        assert subject.ask("(c.__name__, c.__bases__ == (Left,), c().who())") == (
            "Child",
            True,
            "left",
        )


@pytest.mark.task(2)
@pytest.mark.kept("the plain case of bases; what is odd about them is checked beside it")
def test_order_of_bases(subject: Subject) -> None:
    """All the bases are there, in the order given: the first one's methods go first."""
    subject.run(FAMILY)
    subject.run("a = make_class('A', [Left, Right])\nb = make_class('B', bases=(Right, Left))")
    assert subject.ask("(a.__bases__ == (Left, Right), a().who())") == (True, "left")
    assert subject.ask("(b.__bases__ == (Right, Left), b().who())") == (True, "right")
    assert subject.ask("[c.__name__ for c in a.__mro__]") == ["A", "Left", "Right", "object"]


@pytest.mark.task(2)
def test_without_bases(subject: Subject) -> None:
    """Without bases the class has `object` alone."""
    for arguments in ["'C'", "'C', ()", "'C', []", "'C', attrs={'x': 1}"]:
        subject.fresh()
        assert subject.ask(f"make_class({arguments}).__bases__ == (object,)") is True


@pytest.mark.task(2)
def test_base_that_is_no_class(subject: Subject) -> None:
    """A base that isn't a class raises TypeError."""
    for base in ["5", "None", "'int'", "[int]", "object()"]:
        subject.fresh()
        assert subject.raises(f"make_class('C', [{base}])", "TypeError") == "TypeError"
        assert subject.raises(f"make_class('C', [int, {base}])", "TypeError") == "TypeError"


@pytest.mark.task(3)
@pytest.mark.kept("the plain case of attributes, before functions among them")
@given(attrs=st.dictionaries(FIELDS, VALUES, max_size=4))
@example(attrs={"sound": "woof", "legs": 4})
@example(attrs={"name": None, "bases": 0, "attrs": ""})
def test_attributes(subject: Subject, attrs: dict[str, object]) -> None:
    """Each entry of `attrs` is an attribute of the class, and so of its objects."""
    subject.run("c = make_class('C', (), attrs)", attrs=attrs)
    assert subject.ask("{name: getattr(c, name) for name in attrs}") == attrs
    assert subject.ask("{name: getattr(c(), name) for name in attrs}") == attrs


@pytest.mark.task(3)
@pytest.mark.kept("a function that isn't bound is the mistake of setting it on objects")
def test_functions_become_methods(subject: Subject) -> None:
    """A function among `attrs` is a method: it gets the object as its first argument."""
    subject.run("def speak(self, times):\n    return self.sound * times")
    subject.run("c = make_class('Dog', attrs={'sound': 'woof', 'speak': speak})")
    assert subject.ask("c().speak(2)") == "woofwoof"
    subject.run("c = make_class('P', [], {'__init__': lambda self, x: setattr(self, 'x', x)})")
    assert subject.ask("(c(3).x, c(4).x)") == (3, 4)


@pytest.mark.task(3)
@pytest.mark.kept("the caller's dict, afterwards; its twin looks the other way, at the class")
@given(attrs=st.dictionaries(FIELDS, VALUES, max_size=4))
@example(attrs={})
@example(attrs={"legs": 4})
def test_dict_stays_as_it_was(subject: Subject, attrs: dict[str, object]) -> None:
    """Making a class leaves the caller's dict as it was, and so does changing the class."""
    subject.run("c = make_class('C', [int], attrs)", attrs=attrs)
    assert subject.ask("attrs") == attrs
    subject.run("c.later = 1")
    assert subject.ask("attrs") == attrs


@pytest.mark.task(3)
def test_dict_is_not_live(subject: Subject) -> None:
    """Changing the dict later changes nothing in the class."""
    subject.run("attrs = {'legs': 4}\nc = make_class('C', (), attrs)")
    subject.run("attrs['legs'] = 3\nattrs['tail'] = 1")
    assert subject.ask("(c.legs, hasattr(c, 'tail'))") == (4, False)
    subject.run("attrs = {}\nc = make_class('C', (), attrs)\nattrs['tail'] = 1")
    assert subject.ask("hasattr(c, 'tail')") is False


@pytest.mark.task(4)
def test_metaclass(subject: Subject) -> None:
    """The metaclass of a base makes the new class, wherever that base stands."""
    for bases in ["[Stamped]", "[Plain, Stamped]", "(Stamped, Plain)"]:
        subject.fresh()
        subject.run(META)
        subject.run(f"c = make_class('C', {bases}, {{'legs': 4}})")
        assert subject.ask("(type(c) is Stamping, c.__name__, c.legs)") == (True, "C", 4)
        assert subject.ask("c.__dict__.get('stamp')") == "stamped"


@pytest.mark.task(5)
@given(values=st.dictionaries(FIELDS, VALUES, min_size=1, max_size=5))
@example(values={"a": 1, "b": 2, "c": 3})
@example(values={"name": None, "fields": 0, "values": "", "field": False})
def test_getters(subject: Subject, values: dict[str, object]) -> None:
    """Each getter returns its own field.

    A function made in a loop looks the loop's variable up when it is called: by then the loop is
    over, and all of them see the last name.
    """
    subject.run("G = make_getters('G', list(values))", values=values)
    got = subject.ask("(lambda g: {f: getattr(g, 'get_' + f)() for f in values})(G(**values))")
    assert got == values


@pytest.mark.task(5)
def test_objects_have_their_own_values(subject: Subject) -> None:
    """Two objects keep two sets of values, and so do two classes with the same fields."""
    subject.run("G, H = make_getters('G', ['a', 'b']), make_getters('G', ['a', 'b'])")
    subject.run("first, second, third = G(a=1, b=2), G(a=3, b=4), H(a=5, b=6)")
    got = subject.ask("[(g.get_a(), g.get_b()) for g in (first, second, third)]")
    assert got == [(1, 2), (3, 4), (5, 6)]
    assert subject.ask("(G is H, G.__name__, isinstance(first, G))") == (False, "G", True)


@pytest.mark.task(5)
def test_any_iterable_of_fields(subject: Subject) -> None:
    """`fields` may be any iterable, and the class has these getters and no others."""
    for fields in ["iter(['a', 'b'])", "{'a': 0, 'b': 0}.keys()", "('a', 'b')"]:
        subject.fresh()
        subject.run(f"G = make_getters('G', {fields})")
        got = subject.ask("(lambda g: (g.get_a(), g.get_b()))(G(a=1, b=2))")
        assert got == (1, 2)
        assert subject.ask("sorted(n for n in dir(G) if n.startswith('get_'))") == [
            "get_a",
            "get_b",
        ]


@pytest.mark.task(6)
@given(fields=st.lists(FIELDS, min_size=1, max_size=4, unique=True))
@example(fields=["a"])
@example(fields=["a", "b"])
def test_names_of_getters(subject: Subject, fields: list[str]) -> None:
    """`get_a.__name__` is `"get_a"`, and likewise for each getter."""
    subject.run("G = make_getters('G', fields)", fields=fields)
    got = subject.ask("[getattr(G, 'get_' + f).__name__ for f in fields]")
    assert got == ["get_" + field for field in fields]
