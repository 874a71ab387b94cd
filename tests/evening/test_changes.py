"""What is saved is seen, however an editor does it; also where the system tells of nothing."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue

import pytest

from grader.evening.changes import changes, touched
from tests.conftest import FIXTURE

NAMES = frozenset({"counter", "tree"})
LIMIT = 60
"""Seconds until what must come is missed; nothing waits so long when all is well."""
Seen = Callable[..., None]


@pytest.fixture
def exercises(tmp_path: Path) -> Path:
    shutil.copytree(FIXTURE / "exercises", tmp_path / "exercises")
    return tmp_path / "exercises"


@pytest.fixture(params=[False, True], ids=["told", "poll"])
def seen(request: pytest.FixtureRequest, exercises: Path) -> Iterator[Seen]:
    """Waits for a burst with these names, from a watch that has begun."""
    stop, bursts = threading.Event(), Queue[frozenset[str]]()

    def watch() -> None:
        for found in changes(exercises, NAMES, stop, poll=request.param):
            bursts.put(found)

    thread = threading.Thread(target=watch)
    thread.start()
    probe = exercises / "tree/probe"
    while bursts.empty():  # until the watch stands
        probe.write_text(probe.read_text() + "." if probe.exists() else ".")
        threading.Event().wait(0.1)
    probe.unlink()

    def following(*names: str) -> None:
        while not bursts.get(timeout=LIMIT).issuperset(names):
            pass

    yield following
    stop.set()
    thread.join(LIMIT)
    assert not thread.is_alive()


def test_a_write_in_place_is_seen(exercises: Path, seen: Seen) -> None:
    (exercises / "counter/counter.py").write_text("x = 1\n")
    seen("counter")


def test_an_atomic_rename_is_seen(exercises: Path, seen: Seen) -> None:
    (exercises / "counter/4913").write_text("x = 1\n")
    (exercises / "counter/4913").rename(exercises / "counter/counter.py")
    seen("counter")


def test_a_deleted_file_is_seen(exercises: Path, seen: Seen) -> None:
    (exercises / "counter/counter.py").unlink()
    seen("counter")


def test_a_folder_in_the_place_of_another_is_watched_on(exercises: Path, seen: Seen) -> None:
    shutil.copytree(exercises, exercises.with_name("new"))
    exercises.rename(exercises.with_name("old"))
    exercises.with_name("new").rename(exercises)
    seen(*NAMES)
    (exercises / "counter/counter.py").write_text("x = 2\n")
    seen("counter")


def test_only_paths_inside_an_exercise_count(tmp_path: Path) -> None:
    root = tmp_path / "exercises"
    paths = [
        root / "course.toml",
        root,
        tmp_path / "elsewhere/counter/x.py",
        root / "unknown/x.py",
        root / "tree/pkg/deep/x.py",
    ]
    assert touched(root, NAMES, map(str, paths)) == {"tree"}
