"""The answer key: what the checks ask, and one salted digest over the answers of each case.

    make_key(…recordings…) → Key → pack(key) → bytes → read_key(path) → Key

A key lets a student's repository be graded by the hidden checks without their source and without
one expected answer in it. Per check it holds the cases, in the order in which the judge asks them:
what a submission keeps from one case to the next counts there, too. A case's digest covers all of
its answers, its place and the key's salt, so that no answer can be looked up by itself. Names of
exceptions that a task allows are digests, too. `docs/delivery.md` says what can be found out all
the same.

The file: a line with the format's number, a line with the digest of what follows, then msgpack,
with the cases of each exercise compressed apart, so that one exercise is read alone.
"""

import functools
import hashlib
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from grader.errors import GraderError
from grader.language import _
from grader.numbers import normal
from grader.recording import Case, Probe, Recording
from grader.subject.encode import EXACT_IN_JSON, text
from grader.subject.failure import digest_of_name
from grader.wire import plain

FORMAT = 1
MAGIC = b"underglass answer key "
DIGEST = 12
"""Bytes of a case's digest."""
SALT = 16

UNREADABLE = (
    "The answer key {path} can't be read ({reason}). Get it back with `git checkout {path}`, or "
    "ask your instructor for the course's repository as it was published."
)
DAMAGED = (
    "The answer key {path} is damaged or not whole. Get it back with `git checkout {path}`, or ask "
    "your instructor for the course's repository as it was published."
)
NO_KEY = (
    "{path} is no answer key. Get the key back with `git checkout {path}`, or ask your instructor "
    "for the course's repository as it was published."
)
OTHER_FORMAT = (
    "The answer key {path} has format {found}, and this grader reads format {known}. Run "
    "`uv sync` in the course's folder; if that doesn't help, ask your instructor to publish the "
    "course again."
)
FOREIGN = (
    "The answer key {path} was made for the course “{found}”, and this is “{own}”. Put the key "
    "back that came with this course."
)
OTHER_VERSION = (
    "The answer key {path} belongs to another version of this course. Run `uv sync` in the "
    "course's folder; if that doesn't help, ask your instructor to publish the course again."
)


class KeyProblem(GraderError):
    """The key can't be used; says what to do."""


class KeyProbe(msgspec.Struct, frozen=True, array_like=True):
    """One probe, without its answer."""

    mode: str
    source: str
    values: Any
    """The dict of values as a tree that `grader.wire.plain` reads."""
    errors: tuple[str, ...]
    """Digests of the exceptions that the contract allows."""
    heard: bool
    """Whether what is printed counts."""

    def bound(self) -> dict[str, object]:
        """The values as they are bound to names."""
        return {name: plain(value) for name, value in self.values}


class KeyCase(msgspec.Struct, frozen=True, array_like=True):
    without: tuple[str, ...]
    probes: tuple[KeyProbe, ...]
    digest: bytes
    blind: bool = False
    """Whether equal numbers of any type count as the same answer."""


Keyed = Mapping[str, tuple[KeyCase, ...]]
"""The cases of each check of an exercise."""


class Key(msgspec.Struct, frozen=True):
    """A whole key; `exercises` holds compressed cases, see `cases_of`."""

    course: str
    version: str
    """Of the course, see `course_version`."""
    seed: int
    salt: bytes
    exercises: dict[str, bytes]


def make_key(
    course: str, version: str, seed: int, salt: bytes, recordings: Mapping[str, Recording]
) -> Key:
    """The key to what the checks asked of right solutions."""
    packed = {
        exercise: zlib.compress(msgspec.msgpack.encode(_keyed(exercise, recording, salt)), 9)
        for exercise, recording in recordings.items()
    }
    return Key(course, version, seed, salt, packed)


def _keyed(exercise: str, recording: Recording, salt: bytes) -> dict[str, tuple[KeyCase, ...]]:
    return {
        check: tuple(
            _case(case, salt, place_of(exercise, check, number))
            for number, case in enumerate(cases)
        )
        for check, cases in recording.items()
    }


def _case(case: Case, salt: bytes, place: str) -> KeyCase:
    probes = tuple(_probe(probe, salt) for probe in case.probes)
    answers = [
        (_answer(probe, keyed), probe.printed)
        for probe, keyed in zip(case.probes, probes, strict=True)
    ]
    digest = digest_of(answers, salt, place, blind=case.blind)
    return KeyCase(case.without, probes, digest, case.blind)


def _probe(probe: Probe, salt: bytes) -> KeyProbe:
    values = [(name, tree(value)) for name, value in probe.values.items()]
    errors = tuple(digest_of_name(name, salt.hex()) for name in probe.errors)
    return KeyProbe(probe.mode, probe.source, values, errors, probe.printed is not None)


def _answer(probe: Probe, keyed: KeyProbe) -> bytes:
    """What the subject writes for the solution's answer when it is asked with the key."""
    allowed = text(" or ".join(probe.errors)).encode()
    if probe.errors and probe.written == allowed:
        return text(" or ".join(keyed.errors)).encode()
    return probe.written


def place_of(exercise: str, check: str, number: int) -> str:
    """What tells a case from all others of the course."""
    return f"{exercise}/{check}/{number}"


def digest_of(
    answers: Iterable[tuple[bytes, str | None]], salt: bytes, place: str, *, blind: bool
) -> bytes:
    """The digest of a case: its answers as written, with what was printed where that counts."""
    counted = [(normal(written) if blind else written, printed) for written, printed in answers]
    data = msgspec.msgpack.encode([place, counted])
    return hashlib.blake2b(data, key=salt, digest_size=DIGEST).digest()


def tree(value: object) -> Any:
    """A plain value in the form that `grader.wire.plain` reads; a dict keeps its order."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value if abs(value) <= EXACT_IN_JSON else ["i", f"{value:x}"]
    if isinstance(value, float):
        return ["f", value.hex()]
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bytes):
        return ["b", value.hex()]
    if isinstance(value, dict):
        return ["d", [[tree(key), tree(item)] for key, item in value.items()]]
    if isinstance(value, tuple | list):
        return ["t" if isinstance(value, tuple) else "l", [tree(item) for item in value]]
    if isinstance(value, set | frozenset):
        items = sorted((tree(item) for item in value), key=msgspec.json.encode)
        return ["s" if isinstance(value, set) else "z", items]
    raise TypeError(f"a probe's value is not plain: {type(value).__name__}")


def _text(value: str) -> Any:
    try:
        value.encode()
    except UnicodeEncodeError:
        return ["u", value.encode("utf-8", "surrogatepass").hex()]
    return value


def pack(key: Key) -> bytes:
    """The file of a key."""
    content = msgspec.msgpack.encode(key)
    digest = hashlib.sha256(content).hexdigest().encode()
    return MAGIC + str(FORMAT).encode() + b"\n" + digest + b"\n" + content


def unpack(data: bytes, path: str) -> Key:
    """The key in a file's bytes. Raises KeyProblem."""
    first, rest = [*data.split(b"\n", 1), b""][:2]
    if not first.startswith(MAGIC):
        raise KeyProblem(_(DAMAGED if MAGIC.startswith(first) else NO_KEY).format(path=path))
    found = first.removeprefix(MAGIC).decode("ascii", "replace")
    if found != str(FORMAT):
        raise KeyProblem(_(OTHER_FORMAT).format(path=path, found=found[:10], known=FORMAT))
    digest, content = [*rest.split(b"\n", 1), b""][:2]
    if hashlib.sha256(content).hexdigest().encode() != digest:
        raise KeyProblem(_(DAMAGED).format(path=path))
    try:
        return msgspec.msgpack.decode(content, type=Key)
    except msgspec.MsgspecError:
        raise KeyProblem(_(DAMAGED).format(path=path)) from None


@functools.lru_cache(maxsize=4)
def read_key(path: str, course: str, version: str) -> Key:
    """The key in a file, if it is this course's. Raises KeyProblem."""
    try:
        data = Path(path).read_bytes()
    except OSError as reason:
        raise KeyProblem(_(UNREADABLE).format(path=path, reason=reason.strerror)) from None
    key = unpack(data, path)
    if key.course != course:
        raise KeyProblem(_(FOREIGN).format(path=path, found=key.course, own=course))
    if key.version != version:
        raise KeyProblem(_(OTHER_VERSION).format(path=path))
    return key


def cases_of(key: Key, exercise: str) -> Keyed:
    """The cases of one exercise, which a key of the course's version has."""
    data = zlib.decompress(key.exercises[exercise])
    return msgspec.msgpack.decode(data, type=dict[str, tuple[KeyCase, ...]])
