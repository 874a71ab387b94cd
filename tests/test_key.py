"""A key holds questions and digests, and only the right one is read."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from grader.course import Exercise
from grader.judge import grade_and_record
from grader.key import Key, KeyProblem, cases_of, make_key, pack, read_key, tree, unpack
from grader.recording import Recording
from grader.wire import plain
from tests.conftest import SOLUTION, job

SALT = bytes(range(16))


@pytest.fixture(scope="module")
def recording(counter: Exercise) -> Recording:
    return grade_and_record(job(counter, SOLUTION)).recording


@pytest.fixture(scope="module")
def key(recording: Recording) -> Key:
    return make_key("Fixture", "v1", 7, SALT, {"counter": recording})


def test_what_was_packed_is_unpacked(key: Key) -> None:
    assert unpack(pack(key), "") == key


def test_the_same_salt_gives_the_same_key(key: Key, recording: Recording) -> None:
    again = make_key("Fixture", "v1", 7, SALT, {"counter": recording})
    other = make_key("Fixture", "v1", 7, bytes(16), {"counter": recording})
    assert pack(again) == pack(key)
    assert pack(other) != pack(key)
    digests = [
        {case.digest for case in cases_of(one, "counter")["test_bump"]} for one in (key, other)
    ]
    assert not digests[0] & digests[1]


def test_cases_with_the_same_answers_have_different_digests(key: Key) -> None:
    digests = [case.digest for cases in cases_of(key, "counter").values() for case in cases]
    assert len(set(digests)) == len(digests)


def test_it_has_every_probe_in_the_order_of_the_judge(key: Key, recording: Recording) -> None:
    for check, cases in cases_of(key, "counter").items():
        asked = [[(p.mode, p.source, p.bound()) for p in case.probes] for case in cases]
        assert asked == [
            [(p.mode, p.source, p.values) for p in case.probes] for case in recording[check]
        ]


def test_no_exception_that_a_task_allows_is_named(key: Key, recording: Recording) -> None:
    assert recording["test_refuses_text"][0].probes[1].errors == ("TypeError", "ValueError")
    content = repr(cases_of(key, "counter"))
    assert "bump('1')" in content
    assert "TypeError" not in content
    assert "ValueError" not in content


@pytest.mark.parametrize(
    "value",
    [
        None, True, 0, 2**70, -(2**70), 1.5, float("inf"), "x", "\ud800", b"\x00", (1, [2]), {3, 1},
        frozenset({"a"}), {"b": 1, "a": {(1,): None}},
    ],
    ids=repr,
)  # fmt: skip
def test_values_come_back_as_they_were(value: object) -> None:
    back = plain(msgspec.msgpack.decode(msgspec.msgpack.encode(tree(value))))
    assert (type(back), back) == (type(value), value)
    if isinstance(back, dict):
        assert list(back) == list(value)  # type: ignore[call-overload]


def change(place: int) -> Callable[[bytes], bytes]:
    return lambda data: data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (lambda data: data[:-1], "damaged or not whole"),
        (lambda data: data[:10], "damaged or not whole"),
        (lambda data: b"", "damaged or not whole"),
        (lambda data: data + b"x", "damaged or not whole"),
        (change(-5), "damaged or not whole"),
        (change(60), "damaged or not whole"),
        (lambda data: data.replace(b"\n", b"\r\n"), "has format"),
        (lambda data: b"PK" + data, "is no answer key"),
        (lambda data: data.replace(b"key 1\n", b"key 2\n"), "has format 2, and this grader reads"),
    ],
)
def test_what_is_no_whole_key_is_refused_with_what_to_do(
    tmp_path: Path, key: Key, harm: Callable[[bytes], bytes], says: str
) -> None:
    path = tmp_path / "answers.key"
    path.write_bytes(harm(pack(key)))
    with pytest.raises(KeyProblem, match=says) as refused:
        read_key(str(path), "Fixture", "v1")
    assert "`" in str(refused.value)
    assert "instructor" in str(refused.value)
    assert refused.value.exit_code == 3


def test_a_key_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(KeyProblem, match="can't be read"):
        read_key(str(tmp_path / "answers.key"), "Fixture", "v1")


@pytest.mark.parametrize(
    ("name", "version", "says"),
    [("Another", "v1", "for the course “Fixture”"), ("Fixture", "v2", "another version")],
)
def test_a_foreign_key_is_refused(
    tmp_path: Path, key: Key, name: str, version: str, says: str
) -> None:
    path = tmp_path / "answers.key"
    path.write_bytes(pack(key))
    with pytest.raises(KeyProblem, match=says):
        read_key(str(path), name, version)
    assert read_key(str(path), "Fixture", "v1") == key
