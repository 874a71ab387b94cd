"""Killed at any moment, the same command goes on, and the gradebook is the same."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from grader.cohort.store import Store
from tests.cohort.classes import as_folder, as_zip, handed_in
from tests.cohort.conftest import GradeClass, GradedClass, rows_of
from tests.conftest import FIXTURE

KILLS = 20
MOST_STATEMENTS = 170
"""About as many as an undisturbed run takes."""
DYING = """
import os, signal, sqlite3, sys
last, connect = int(sys.argv.pop(1)), sqlite3.connect
seen = 0
def count(statement):
    global seen
    seen += 1
    if seen == last:
        os.kill(os.getpid(), signal.SIGKILL)
def counted(*args, **options):
    db = connect(*args, **options)
    db.set_trace_callback(count)
    return db
sqlite3.connect = counted
from grader.cohort import batches, engine, executors, task
batches.MOST_WORKS = 1
engine.layers_in_child = lambda settings: "none"
executors.carry_out_in_child = task.carry_out  # nothing of this class must be run
from grader.cli import main
main(sys.argv[1:])
"""
"""The command, which kills itself at the n-th statement that its store carries out."""


@pytest.fixture
def quick_class(tmp_path: Path) -> Path:
    """Submissions that get their reports without being run, so that a life is short."""
    folder = tmp_path / "class"
    for number in range(4):
        as_folder(folder / f"missing-{number}", {f"exercises/counter/{number}.txt": b""})
        as_folder(folder / f"huge-{number}", handed_in(b"#" * (300_000 + number)))
        linked = as_folder(folder / f"linked-{number}" / "exercises" / "counter", {})
        (linked / "counter.py").symlink_to(folder / f"huge-{number}")
    as_zip(folder / "zipped.zip", handed_in(b"#" * 300_000))
    (folder / "broken.zip").write_bytes(b"PK")
    return folder


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_killed_at_twenty_moments_it_goes_on_to_the_same_gradebook(
    quick_class: Path, grade_class: GradeClass, tmp_path: Path
) -> None:
    settings = {"exercises": ("counter",), "replay": False, "sandbox": "off"}
    _, expected = grade_class(quick_class, tmp_path / "whole", **settings)
    store, chance = tmp_path / "killed-0", random.Random(9)
    kills = kept = whole = 0
    while kills < KILLS:
        end = life(quick_class, store, chance.randint(1, MOST_STATEMENTS))
        kills += end == -signal.SIGKILL
        kept += 0 < reports_in(store) < len(expected)
        if end == 1:  # it came to its end before the moment came
            assert rows_in(store) == expected
            whole += 1
            store = tmp_path / f"killed-{whole}"
    assert kept > 0
    assert grade_class(quick_class, store, **settings)[1] == expected


def rows_in(path: Path) -> list[bytes]:
    with Store(path) as store:
        return rows_of(store)


def reports_in(path: Path) -> int:
    with Store(path) as store:
        return int(store._db.execute("SELECT COUNT(*) FROM reports").fetchone()[0])


def life(folder: Path, store: Path, statements: int) -> int:
    """Run the command until it kills itself; how it ended."""
    arguments = [str(folder), "--store", str(store), "--exercise", "counter"]
    options = ["--sandbox", "off", "--jobs", "1", "--no-replay", "--course", str(FIXTURE)]
    return subprocess.run(
        [sys.executable, "-c", DYING, str(statements), "cohort", *arguments, *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=120,
        check=False,
    ).returncode


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_killed_while_it_grades_it_goes_on_to_the_same_gradebook(
    graded_class: GradedClass, grade_class: GradeClass, tmp_path: Path
) -> None:
    with started(graded_class.folder, tmp_path / "store") as command:
        assert command.stderr is not None
        while " of 22 exercises graded" not in command.stderr.readline():
            assert command.poll() is None
        command.kill()
        command.stderr.read()  # its processes end with it: nobody holds the pipe any more
    kept = reports_in(tmp_path / "store")
    summary, rows = grade_class(graded_class.folder, tmp_path / "store")
    assert rows == graded_class.rows
    assert 0 < kept == 11 - summary.contents


def started(folder: Path, store: Path) -> "subprocess.Popen[str]":
    arguments = ["cohort", str(folder), "--store", str(store), "--jobs", "1"]
    options = ["--sandbox", "auto", "--course", str(FIXTURE)]
    return subprocess.Popen(
        [sys.executable, "-m", "grader", *arguments, *options],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )


def test_ctrl_c_stops_and_says_how_to_go_on(graded_class: GradedClass, tmp_path: Path) -> None:
    with started(graded_class.folder, tmp_path / "store") as command:
        assert command.stderr is not None
        assert "exercises to grade" in command.stderr.readline()
        os.killpg(command.pid, signal.SIGINT)  # as a terminal does: to all its processes
        said = command.stderr.read()
        assert command.wait(timeout=60) == 3
    assert "the same command goes on" in said
    assert "Traceback" not in said
    assert len(rows_in(tmp_path / "store")) == len(graded_class.rows)
