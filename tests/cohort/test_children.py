"""A child grades for one thread, on one core where every core has a worker, and leaves nothing."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from grader.cohort import children as module
from grader.cohort.children import Child, ChildDied, Children, cores_for
from grader.cohort.kit import Settings, pack
from grader.cohort.task import Task, Work
from grader.course import Course
from grader.submission import Submitted
from tests.conftest import SOLUTION

has_affinity = pytest.mark.skipif(
    not hasattr(psutil.Process, "cpu_affinity"), reason="this system holds nobody to a core"
)


def task_of(course: Course, *sources: str) -> Task:
    works = [Work(str(n), Submitted({"counter.py": s.encode()})) for n, s in enumerate(sources)]
    return Task(pack(course.find("counter"), Settings()), tuple(works))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files are."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def children() -> Iterator[Children]:
    made = Children()
    yield made
    made.kill_all()


def test_the_libraries_that_are_loaded_stay_and_the_folders_go(
    course: Course, folder: Path, children: Children
) -> None:
    for _ in range(2):
        done = children.carry_out(task_of(course, SOLUTION))
        assert isinstance(done, list)
        assert [one.report.status for one in done] == ["passed"]
    (own,) = folder.iterdir()
    assert len(list(own.iterdir())) == 1  # the nursery's
    children.kill_all()
    assert list(folder.iterdir()) == []


def test_a_child_that_is_killed_leaves_no_folder(
    course: Course, folder: Path, children: Children
) -> None:
    children.carry_out(task_of(course, SOLUTION))
    (pid,) = children.pids()
    psutil.Process(pid).kill()
    with pytest.raises(ChildDied):
        children.carry_out(task_of(course, SOLUTION))
    assert list(folder.iterdir()) == []


def test_a_child_whose_parent_is_gone_leaves_no_folder(
    course: Course, folder: Path, children: Children
) -> None:
    child = Child(None)
    child.carry_out(task_of(course, SOLUTION))
    assert child._popen.stdin is not None
    child._popen.stdin.close()  # as when the parent is killed
    assert child._popen.wait(timeout=60) == 0
    assert list(folder.iterdir()) == []
    child.kill()


def test_a_child_is_replaced_after_many_works(
    course: Course, children: Children, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_WORKS", 3)
    pids = []
    for _ in range(3):
        children.carry_out(task_of(course, SOLUTION, SOLUTION + "# mine\n"))
        pids += children.pids()
    assert pids[0] == pids[1] != pids[2]


@has_affinity
def test_as_many_workers_as_cores_are_held_to_one_each() -> None:
    own = tuple(psutil.Process().cpu_affinity() or ())
    assert cores_for(len(own)) == cores_for(len(own) + 1) == own
    assert cores_for(len(own) - 1) == ()


def test_where_no_core_can_be_told_nobody_is_held_to_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(psutil, "Process", object)
    assert cores_for(64) == ()


@has_affinity
@pytest.mark.skipif(sys.platform == "win32", reason="asks for a process's own affinity")
def test_a_child_runs_on_its_core_and_so_does_all_that_it_starts(course: Course) -> None:
    core = (psutil.Process().cpu_affinity() or [0])[-1]
    child = Child(core)
    try:
        child.carry_out(task_of(course, SOLUTION))
        top = psutil.Process(child.pid)
        family = [top, *top.children(recursive=True)]
        assert len(family) > 1
        assert [process.cpu_affinity() for process in family] == [[core]] * len(family)
    finally:
        child.kill()


def test_children_are_spread_over_the_cores(
    children: Children, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Silent:
        def __init__(self, core: int | None) -> None:
            self.core, self.worn = core, True

        def carry_out(self, order: object) -> int | None:
            return self.core

        def kill(self) -> None:
            pass

    monkeypatch.setattr(module, "Child", Silent)
    children.open([5, 7])
    children._all = {Silent(5), Silent(7), Silent(5)}  # type: ignore[arg-type]
    assert children.carry_out(Settings()) == 7
    assert children.carry_out(Settings()) == 7  # in the place of the one that is worn
