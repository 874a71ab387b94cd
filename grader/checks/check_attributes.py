"""Hidden checks of `attributes`; the model is a dict."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.probe import Subject

Step = tuple[Any, ...]

ERROR = "AttributeError"
NAMES = st.from_regex(r"[a-z][a-z_]{0,6}", fullmatch=True).filter(
    lambda name: name not in ("freeze", "as_dict")
)
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(max_size=5),
    st.lists(st.integers(), max_size=2),
)
DATA = st.dictionaries(NAMES, VALUES, max_size=4)

DRIVE = """
def do(c, action, name, *value):
    try:
        return {"get": getattr, "set": setattr, "delete": delattr, "has": hasattr}[action](
            c, name, *value
        )
    except AttributeError as error:
        return "AttributeError" if name in str(error) else "an AttributeError without the name"
"""


@st.composite
def programs(draw: st.DrawFn) -> list[Step]:
    """Steps on a few names: (action, name, …)."""
    name = st.sampled_from(["port", "host", "data"])
    step = st.one_of(
        st.tuples(st.just("set"), name, VALUES),
        st.tuples(st.sampled_from(["get", "delete", "has"]), name),
    )
    return draw(st.lists(step, min_size=1, max_size=12))


def model(data: dict[str, object], program: list[Step]) -> tuple[list[object], dict[str, object]]:
    """What each step gives on a dict, and what is in it then."""
    held, results = dict(data), []
    for action, name, *value in program:
        result: object = None
        if action == "has":
            result = name in held
        elif action == "set":
            held[name] = value[0]
        elif name not in held:
            result = ERROR
        elif action == "get":
            result = held[name]
        else:
            del held[name]
        results.append(result)
    return results, held


@pytest.mark.task(1)
@given(data=DATA)
@example(data={})
@example(data={"host": "localhost", "port": 5000})
@example(data={"data": 1, "name": 2, "self": 3})
def test_data(subject: Subject, data: dict[str, object]) -> None:
    """`Config(data)` has an attribute for each entry of `data`."""
    subject.run("c = Config(data)", data=data)
    assert subject.ask("{name: getattr(c, name) for name in data}") == data
    assert subject.ask("c.as_dict()") == data


@pytest.mark.task(1)
def test_any_mapping(subject: Subject) -> None:
    """`data` may be left out, be None, or be any mapping."""
    subject.run("from collections import ChainMap\nfrom types import MappingProxyType")
    assert subject.ask("(Config().as_dict(), Config(None).as_dict())") == ({}, {})
    assert subject.ask("Config(MappingProxyType({'port': 1})).port") == 1
    assert subject.ask("Config(ChainMap({'port': 1}, {'port': 2, 'host': 'h'})).as_dict()") == {
        "port": 1,
        "host": "h",
    }


@pytest.mark.task(1)
@pytest.mark.kept(
    "who keeps the caller's dict shares it between Configs as well; this is the smaller case"
)
def test_data_is_copied(subject: Subject) -> None:
    """Changing `data` changes no Config, and changing a Config doesn't change `data`."""
    subject.run("data = {'port': 1}\nc = Config(data)")
    subject.run("data['port'] = 2\ndata['host'] = 'h'")
    assert subject.ask("(c.port, hasattr(c, 'host'))") == (1, False)
    subject.run("c.port = 3\nc.debug = True")
    assert subject.ask("data") == {"port": 2, "host": "h"}


@pytest.mark.task(1)
def test_configs_share_nothing(subject: Subject) -> None:
    """Two Config objects share nothing, with the same `data` or without any."""
    for made in ("Config()", "Config({'port': 0})", "Config(data)"):
        subject.fresh()
        subject.run("data = {'host': 'h'}")
        subject.run(f"first, second = {made}, {made}")
        subject.run("first.port = 1\nsecond.port = 2\nfirst.debug = True")
        assert subject.ask("(first.port, second.port, hasattr(second, 'debug'))") == (1, 2, False)


@pytest.mark.task(2)
@given(name=NAMES)
@example(name="port")
@example(name="data")
@example(name="frozen")
def test_unknown_name(subject: Subject, name: str) -> None:
    """Reading a name that isn't there raises AttributeError with the name in its text.

    `hasattr` and `getattr` with a default look for AttributeError, and for no other.
    """
    subject.run(DRIVE)
    subject.run("c = Config({'other_one': 1})")
    assert subject.ask("do(c, 'get', name)", name=name) == ERROR
    assert subject.ask("(hasattr(c, name), getattr(c, name, 'default'))") == (False, "default")


@pytest.mark.task(2)
@pytest.mark.kept("a read that stores is told here by what it leaves, not by a later read")
def test_reading_stores_nothing(subject: Subject) -> None:
    """A read that fails leaves nothing behind."""
    subject.run("c = Config({'port': 1})")
    subject.run("hasattr(c, 'host'), getattr(c, 'debug', 5)")
    assert subject.ask("c.as_dict()") == {"port": 1}


@pytest.mark.task(3)
@given(name=NAMES, value=VALUES)
@example(name="port", value=8000)
@example(name="data", value=1)
def test_set(subject: Subject, name: str, value: object) -> None:
    """What is set is read back, is in `as_dict()`, and is not in `__dict__`."""
    subject.run("c = Config({'first_one': 1})")
    subject.run("setattr(c, name, value)", name=name, value=value)
    assert subject.ask("getattr(c, name)") == value
    assert subject.ask("c.as_dict()") == {"first_one": 1, name: value}
    assert subject.ask("name in getattr(c, '__dict__', {})") is False


@pytest.mark.task(3)
@pytest.mark.kept("the plain case of replacing; the model of any sequence only meets it by chance")
def test_set_again(subject: Subject) -> None:
    """Setting a name a second time replaces the value, in every place where it is seen."""
    subject.run("c = Config({'port': 1})\nc.port = 2\nc.port += 1")
    assert subject.ask("(c.port, c.as_dict())") == (3, {"port": 3})


@pytest.mark.task(4)
@pytest.mark.kept("the plain case; the model of any sequence finds it too, in more steps")
def test_delete(subject: Subject) -> None:
    """A name that was deleted is gone, and deleting it again raises AttributeError naming it."""
    subject.run(DRIVE)
    subject.run("c = Config({'port': 1, 'host': 'h'})\nc.debug = True")
    subject.run("del c.port\ndel c.debug")
    assert subject.ask("(hasattr(c, 'port'), c.as_dict())") == (False, {"host": "h"})
    assert subject.ask("[do(c, 'delete', name) for name in ('port', 'other')]") == [ERROR, ERROR]


@pytest.mark.task(4)
@given(data=st.dictionaries(st.sampled_from(["port", "data"]), VALUES), program=programs())
@example(data={}, program=[("delete", "port"), ("set", "port", None), ("get", "port")])
@example(data={"port": 1}, program=[("set", "port", 0), ("delete", "port"), ("get", "port")])
def test_any_sequence(subject: Subject, data: dict[str, object], program: list[Step]) -> None:
    """Any sequence of set, delete and read does what it does on a dict."""
    subject.run(DRIVE)
    subject.run("c = Config(data)", data=data)
    results, held = model(data, program)
    assert subject.ask("[do(c, *step) for step in program]", program=program) == results
    assert subject.ask("c.as_dict()") == held


@pytest.mark.task(5)
def test_every_value_is_a_value(subject: Subject) -> None:
    """None, False, 0 and empty values are there, whether given as `data` or set."""
    values: list[object] = [None, False, 0, "", [], {}]
    for value in values:
        subject.fresh()
        subject.run("c = Config({'given': value})\nc.later = value", value=value)
        assert subject.ask("(c.given, c.later)") == (value, value)
        assert subject.ask("(hasattr(c, 'given'), getattr(c, 'later', 'no'))") == (True, value)


@pytest.mark.task(6)
def test_private_names(subject: Subject) -> None:
    """A name that begins with `_` is an ordinary attribute, and not in `as_dict()`."""
    subject.run("c = Config({'port': 1})\nc._secret = 2")
    assert subject.ask("(c._secret, c.as_dict())") == (2, {"port": 1})
    subject.run("del c._secret")
    assert subject.ask("(hasattr(c, '_secret'), c.port)") == (False, 1)


@pytest.mark.task(6)
@pytest.mark.kept(
    "the guard of task 9 answers private names; without this a solution could answer too much"
)
def test_missing_private_names(subject: Subject) -> None:
    """A `_` name that isn't there raises AttributeError, read or deleted."""
    subject.run("c = Config({'port': 1})")
    assert subject.raises("c._nothing", ERROR) == ERROR
    assert subject.raises("c.__nothing__", ERROR) == ERROR
    assert subject.raises("del c._nothing", ERROR) == ERROR


@pytest.mark.task(7)
def test_freeze_stops_setting(subject: Subject) -> None:
    """After `freeze()`, setting a name raises AttributeError and changes nothing."""
    subject.run("c = Config({'port': 1})\nc.freeze()")
    assert subject.raises("c.port = 2", ERROR) == ERROR
    assert subject.raises("c.host = 'h'", ERROR) == ERROR
    assert subject.ask("c.as_dict()") == {"port": 1}


@pytest.mark.task(7)
def test_freeze_stops_deleting(subject: Subject) -> None:
    """After `freeze()`, deleting a name raises AttributeError and changes nothing."""
    subject.run("c = Config({'port': 1})\nc.freeze()")
    assert subject.raises("del c.port", ERROR) == ERROR
    assert subject.raises("del c.other", ERROR) == ERROR
    assert subject.ask("c.as_dict()") == {"port": 1}


@pytest.mark.task(7)
def test_frozen_can_be_read(subject: Subject) -> None:
    """A frozen Config is read as before, may be frozen again, and no other is frozen with it."""
    subject.run("c, other = Config({'port': 1}), Config({'port': 1})\nc.freeze()\nc.freeze()")
    assert subject.ask("(c.port, hasattr(c, 'host'), c.as_dict())") == (1, False, {"port": 1})
    subject.run("other.port = 2\nlater = Config()\nlater.port = 3")
    assert subject.ask("(c.port, other.port, later.port)") == (1, 2, 3)


@pytest.mark.task(8)
def test_as_dict_is_a_copy(subject: Subject) -> None:
    """Changing what `as_dict()` gave doesn't change the Config, frozen or not."""
    subject.run("c = Config({'port': 1})\nd = c.as_dict()\nd['port'] = 2\nd['host'] = 'h'")
    assert subject.ask("(c.port, hasattr(c, 'host'), c.as_dict())") == (1, False, {"port": 1})
    subject.run("c.freeze()\nc.as_dict().clear()\nc.__dict__ if hasattr(c, '__dict__') else 0")
    assert subject.ask("c.as_dict()") == {"port": 1}


@pytest.mark.task(9)
@pytest.mark.kept("the cause that copying and pickling only show")
def test_without_init(subject: Subject) -> None:
    """On an object made without `__init__`, every missing name raises AttributeError.

    `copy` and `pickle` make objects that way. If `__getattr__` needs an attribute that isn't there
    yet, Python calls `__getattr__` for that one, and so on.
    """
    assert subject.ask("Config({'port': 1}).as_dict()") == {"port": 1}
    assert subject.raises("Config.__new__(Config).port", ERROR) == ERROR
    assert subject.ask("hasattr(Config.__new__(Config), '__deepcopy__')") is False


@pytest.mark.task(9)
@pytest.mark.kept(
    "the first of the ways to meet an object without `__init__`, and the one students know"
)
def test_copy(subject: Subject) -> None:
    """`copy.copy` gives a Config with the same attributes."""
    subject.run("import copy\nc = Config({'port': 1})\nc.tags = ['a']\nd = copy.copy(c)")
    assert subject.ask("(type(d) is Config, d is c)") == (True, False)
    assert subject.ask("(d.as_dict(), d.port)") == ({"port": 1, "tags": ["a"]}, 1)


@pytest.mark.task(9)
def test_deepcopy_and_pickle(subject: Subject) -> None:
    """`copy.deepcopy` and `pickle` give a Config of its own, with the same attributes."""
    for copied in ("copy.deepcopy(c)", "pickle.loads(pickle.dumps(c))"):
        subject.fresh()
        subject.run("import copy, pickle\nc = Config({'port': 1})\nc.tags = ['a']")
        subject.run(f"d = {copied}")
        assert subject.ask("(type(d) is Config, d.as_dict())") == (
            True,
            {"port": 1, "tags": ["a"]},
        )
        subject.run("d.port = 2\nd.tags.append('b')\ndel c.tags[0]")
        assert subject.ask("(c.port, c.tags, d.port, d.tags)") == (1, [], 2, ["a", "b"])


@pytest.mark.task(10)
def test_subclass_goes_first(subject: Subject) -> None:
    """A subclass's properties and methods are found, also when `data` has that name.

    Python asks `__getattr__` only for what is found nowhere else, but `__getattribute__` first.
    """
    subject.run(
        "class Server(Config):\n"
        "    @property\n"
        "    def url(self): return f'http://{self.host}'\n"
        "    def port(self): return 80"
    )
    subject.run("s = Server({'host': 'h', 'url': 'from the data', 'port': 5000})")
    assert subject.ask("(s.url, s.port(), s.host)") == ("http://h", 80, "h")
    assert subject.ask("s.as_dict()") == {"host": "h", "url": "from the data", "port": 5000}
