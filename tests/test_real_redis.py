"""`--redis`: a real Redis gives the same reports, and nothing of anybody else's is touched."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import redis

from grader import real_redis
from grader.course import Exercise, own_course
from grader.errors import UsageError
from grader.judge import Job, grade
from grader.proof.candidates import Candidate, collect
from grader.solutions import solutions_folder
from tests.conftest import without_duration

COURSE = own_course()
WITH_STORE = [
    exercise
    for exercise in COURSE.exercises
    if any("store" in name or "sessions" in name for name in exercise.entry.libraries)
]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real Redis on a free port, with keys of somebody else's in it."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("no redis-server here; Debian's package of that name has it")
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        port = chosen.getsockname()[1]
    folder = tmp_path_factory.mktemp("redis")
    server = subprocess.Popen(
        [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)],
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_until_ready(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait(10)


def wait_until_ready(port: int) -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            redis.Redis(port=port).ping()
        except redis.ConnectionError:
            assert time.monotonic() < deadline, "redis-server didn't start"
            time.sleep(0.02)
        else:
            return


@pytest.fixture
def foreign(url: str) -> Iterator[dict[bytes, bytes | None]]:
    """Somebody else's keys, among them some that look like ours; they must be there afterwards."""
    client = redis.Redis.from_url(url)
    keys: dict[bytes, bytes | None] = {
        b"session:somebody": b"his",
        b"course:somebody": b"his",
        b"underglass:": b"his",
    }
    client.mset(keys)  # type: ignore[arg-type]
    yield keys
    client.flushall()


def candidates(exercise: Exercise) -> list[Candidate]:
    """The solution and a few misconceptions."""
    every = list(collect(exercise, COURSE, Path(solutions_folder(COURSE))))
    return [every[0], *[c for c in every if c.kind == "misconception"][::15]]


@pytest.mark.parametrize("exercise", WITH_STORE, ids=lambda exercise: exercise.id)
def test_a_real_redis_gives_the_same_reports(
    exercise: Exercise, url: str, foreign: dict[bytes, bytes | None]
) -> None:
    for candidate in candidates(exercise):
        job = Job(exercise, candidate.submitted, exercise.id)
        ours = grade(job)
        real = grade(msgspec.structs.replace(job, redis=url))
        assert without_duration(real) == without_duration(ours), candidate.path
    client = redis.Redis.from_url(url)
    found: list[bytes] = client.keys()  # type: ignore[assignment]
    assert {key: client.get(key) for key in found} == foreign


def test_a_redis_that_does_not_answer_is_a_usage_error_with_a_way_out() -> None:
    with pytest.raises(UsageError, match="Start it or mend the address, or leave --redis out"):
        real_redis.require("redis://127.0.0.1:1/0")
    with pytest.raises(UsageError, match="can't be used"):
        real_redis.require("nonsense")
