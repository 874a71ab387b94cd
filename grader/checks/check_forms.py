"""Hidden checks of `forms`."""

import re
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.probe import Subject

TOWN = "town = Town()\nF = make_form(town.cities, town.is_taken)"
FIELDS = ["age", "city", "confirm", "name", "password"]
RIGHT = {"valid": True, "at fault": []}
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=24),
    st.from_regex(r"[ \t\n]{0,2}[A-Za-z0-9_]{2,21}[ \t\n]{0,2}", fullmatch=True),
)


def wrong(*fields: str) -> dict[str, Any]:
    """What `judged` gives when these fields are at fault."""
    return {"valid": False, "at fault": sorted(fields)}


def is_name(text: str) -> bool:
    """Whether a name is right once it is clean."""
    return re.fullmatch(r"[a-z0-9_]{3,20}", text.strip().lower()) is not None


@pytest.mark.task(1)
def test_right_form(subject: Subject) -> None:
    """A form with five right fields is valid, and `data` has its values."""
    subject.run("import wtforms")
    subject.run(TOWN)
    assert subject.ask("issubclass(F, wtforms.Form) and F is not wtforms.Form") is True
    assert subject.ask("judged(F)") == RIGHT
    subject.run("form = fill(F)\nform.validate()")
    assert subject.ask("sorted(form.data)") == ["age", "city", "confirm", "name", "password"]
    right = {"name": "bob_7", "password": "open sesame", "confirm": "open sesame"}
    assert subject.ask("{name: form.data[name] for name in names}", names=list(right)) == right
    assert subject.ask("(form.data['age'] == 42, form.data['city'] == 2)") == (True, True)


@pytest.mark.task(1)
def test_missing_fields(subject: Subject) -> None:
    """A field that is missing or empty is at fault, and it alone."""
    subject.run(TOWN)
    for field in ("age", "city", "confirm", "name"):
        for missing in (None, ""):
            got = subject.ask("judged(F, **{field: missing})", field=field, missing=missing)
            assert got == wrong(field)
    assert subject.ask("'password' in judged(F, password=None, confirm=None)['at fault']") is True


@pytest.mark.task(1)
def test_several_at_fault(subject: Subject) -> None:
    """Each field at fault is among the errors, however many there are."""
    subject.run(TOWN)
    assert subject.ask("judged(F, name='x', age='-1')") == wrong("name", "age")
    got = subject.ask("judged(F, name='', age='', city='9', password='short', confirm='other')")
    assert got == wrong(*FIELDS)


@pytest.mark.task(2)
@settings(max_examples=60)
@given(name=TEXTS)
@example(name="abc")
@example(name="ab")
@example(name="a" * 20)
@example(name="a" * 21)
@example(name="has space")
@example(name="\tTabbed\n")
@example(name="naïve")
@example(name="abc\ndef")
@example(name="ABC_09")
@example(name="\uff11\uff12\uff13")
@example(name="<b>bob</b>")
def test_name(subject: Subject, name: str) -> None:
    """A name is right when, clean, it has 3 to 20 of `a` to `z`, `0` to `9` and `_`."""
    subject.run(TOWN)
    expected = RIGHT if is_name(name) else wrong("name")
    assert subject.ask("judged(F, name=name)", name=name) == expected


@pytest.mark.task(2)
@pytest.mark.kept(
    "looks at the value in `data`; the property beside it only at what is right and what isn't"
)
def test_clean_name(subject: Subject) -> None:
    """`data` has the clean name: no blanks around it, of whatever kind, and small letters."""
    subject.run(TOWN)
    for typed in ("Ann", "  ann ", "\tANN\n", "\r\nann\u3000"):
        assert subject.ask("value(F, 'name', name=typed)", typed=typed) == "ann"


@pytest.mark.task(3)
def test_taken_name(subject: Subject) -> None:
    """A taken name is at fault, and the error says `name is taken`."""
    subject.run("town = Town(None, 'ann')\nF = make_form(town.cities, town.is_taken)")
    for typed in ("ann", " Ann "):
        assert subject.ask("judged(F, name=typed)", typed=typed) == wrong("name")
    subject.run("form = fill(F, name='ann')\nform.validate()")
    assert subject.ask("[str(error) for error in form.errors['name']]") == ["name is taken"]
    assert subject.ask("judged(F, name='anne')") == RIGHT


@pytest.mark.task(3)
def test_asks_for_the_clean_name(subject: Subject) -> None:
    """`is_taken` is asked about the clean name, when the form is validated."""
    subject.run(TOWN)
    assert subject.ask("town.asked") == []
    subject.run("fill(F, name=' Carol ').validate()")
    assert subject.ask("sorted(set(town.asked))") == ["carol"]
    subject.run("town.taken.add('carol')")
    assert subject.ask("judged(F, name='carol')") == wrong("name")


@pytest.mark.task(4)
def test_password(subject: Subject) -> None:
    """A password has 8 characters or more; a short one is at fault, and not its equal `confirm`."""
    subject.run(TOWN)
    for typed in ("12345678", "密码密码密码密码", "a" * 200):
        assert subject.ask("judged(F, password=typed, confirm=typed)", typed=typed) == RIGHT
    for typed in ("1234567", "短", "x"):
        got = subject.ask("judged(F, password=typed, confirm=typed)", typed=typed)
        assert got == wrong("password")


@pytest.mark.task(4)
@pytest.mark.kept(
    "a cleaned password would let `confirm` pass in another spelling; here it is named"
)
def test_password_stays_as_typed(subject: Subject) -> None:
    """A password isn't cleaned: blanks and capitals belong to it."""
    subject.run(TOWN)
    typed = "  Open Sesame "
    got = subject.ask("value(F, 'password', password=typed, confirm=typed)", typed=typed)
    assert got == typed
    assert subject.ask("judged(F, password=typed, confirm=typed)", typed=typed) == RIGHT


@pytest.mark.task(4)
def test_confirm(subject: Subject) -> None:
    """`confirm` is at fault when it isn't the same as `password`, to the letter."""
    subject.run(TOWN)
    for typed in ("open sesam", "Open sesame", "open sesame ", "", None):
        got = subject.ask("judged(F, confirm=typed)", typed=typed)
        assert got == wrong("confirm")


@pytest.mark.task(5)
@settings(max_examples=30)
@given(age=st.one_of(st.integers(-5, 160), st.integers()))
@example(age=0)
@example(age=-1)
@example(age=150)
@example(age=151)
def test_age(subject: Subject, age: int) -> None:
    """An age is a whole number from 0 to 150; 0 is one."""
    subject.run(TOWN)
    expected = RIGHT if 0 <= age <= 150 else wrong("age")
    assert subject.ask("judged(F, age=str(age))", age=age) == expected
    if 0 <= age <= 150:
        assert subject.ask("value(F, 'age', age=str(age))", age=age) == age


@pytest.mark.task(5)
def test_age_that_is_no_number(subject: Subject) -> None:
    """An age that is no whole number is at fault, and no exception."""
    subject.run(TOWN)
    for typed in ("old", "1.5", "4 2", "0x10", "nan", "forty"):
        assert subject.ask("judged(F, age=typed)", typed=typed) == wrong("age")


@pytest.mark.task(6)
def test_city(subject: Subject) -> None:
    """A city is the number of one that there is, as an int."""
    subject.run(TOWN)
    for typed, right in (("1", True), ("2", True), ("3", False), ("Berlin", False), ("-1", False)):
        expected = RIGHT if right else wrong("city")
        assert subject.ask("judged(F, city=typed)", typed=typed) == expected
    assert subject.ask("(value(F, 'city', city='1'), type(value(F, 'city', city='1')) is int)") == (
        1,
        True,
    )


@pytest.mark.task(6)
def test_cities_come_and_go(subject: Subject) -> None:
    """The cities are those of the moment when the form is made, not when its class was."""
    subject.run(TOWN)
    subject.run("town.cities_now = [(2, 'Hangzhou'), (7, 'Lagos')]")
    assert subject.ask("(judged(F, city='7'), judged(F, city='1'))") == (RIGHT, wrong("city"))
    subject.run("town.cities_now = [(1, 'Berlin')]")
    assert subject.ask("(judged(F, city='7'), judged(F, city='1'))") == (wrong("city"), RIGHT)


@pytest.mark.task(6)
@pytest.mark.kept("an empty list is where a missing choice becomes an exception")
def test_no_cities(subject: Subject) -> None:
    """Without cities every choice is at fault, and no exception."""
    subject.run("town = Town([])\nF = make_form(town.cities, town.is_taken)")
    assert subject.ask("(judged(F, city='1'), judged(F, city=None))") == (
        wrong("city"),
        wrong("city"),
    )


@pytest.mark.task(7)
def test_empty_form_is_drawn(subject: Subject) -> None:
    """A form that wasn't sent can be drawn, with the cities to choose from."""
    subject.run(TOWN)
    subject.run("form = F()")
    typed = [field for field in FIELDS if field != "city"]
    got = subject.ask("[drawn(form[field])['tags'] for field in fields]", fields=typed)
    assert got == [["input"]] * 4
    assert subject.ask("drawn(form.city)['choices']") == [("1", "Berlin"), ("2", "Hangzhou")]


@pytest.mark.task(7)
def test_what_was_typed_is_drawn_escaped(subject: Subject) -> None:
    """The name that was typed is drawn again, and can't become part of the HTML."""
    subject.run(
        "town = Town([(1, '<i>Berlin</i> & more')])\nF = make_form(town.cities, town.is_taken)"
    )
    typed = '"><script>alert(1)</script>'
    subject.run("form = fill(F, name=typed)\nform.validate()", typed=typed)
    assert subject.ask("(drawn(form.name)['tags'], drawn(form.name)['values'])") == (
        ["input"],
        [typed],
    )
    got = subject.ask("drawn(form.city)['choices']")
    assert got == [("1", "<i>Berlin</i> & more")]


@pytest.mark.task(7)
def test_passwords_are_not_drawn(subject: Subject) -> None:
    """What was typed into `password` and `confirm` isn't in the HTML, and can't be read there."""
    subject.run(TOWN)
    subject.run("form = fill(F, name='x', confirm='open says me')\nform.validate()")
    for field in ("password", "confirm"):
        got = subject.ask("(drawn(form[field])['type'], 'open' in form[field]())", field=field)
        assert got == ("password", False)


@pytest.mark.task(8)
def test_forms_are_strangers(subject: Subject) -> None:
    """Two forms of one class have their own values, errors and cities."""
    subject.run(TOWN)
    subject.run("bad, good = fill(F, age='200', name='x'), fill(F, age='7')")
    subject.run("bad.validate(), good.validate()")
    assert subject.ask("(bad.data['age'], good.data['age'])") == (200, 7)
    assert subject.ask("(sorted(bad.errors), sorted(good.errors))") == (["age", "name"], [])
    assert subject.ask("F().data['age']") is None


@pytest.mark.task(8)
def test_classes_are_strangers(subject: Subject) -> None:
    """Two calls of `make_form` give two classes, each with its own cities and names."""
    subject.run("first, second = Town([(1, 'Berlin')], 'ann'), Town([(2, 'Lagos')], 'bob')")
    subject.run("F = make_form(first.cities, first.is_taken)")
    subject.run("G = make_form(second.cities, second.is_taken)")
    assert subject.ask("judged(F, name='ann', city='1')") == wrong("name")
    assert subject.ask("judged(G, name='ann', city='2')") == RIGHT
    assert subject.ask("(judged(F, city='2'), judged(G, city='1'))") == (
        wrong("city"),
        wrong("city"),
    )
