"""The same gradebook wherever the tasks run, and whatever becomes of the workers."""

import os
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from grader.cohort import executors
from grader.cohort.children import ChildDied, children
from grader.cohort.engine import Watcher
from grader.cohort.executors import Workers, finished, here, on_cluster
from grader.cohort.kit import Kit, Settings, pack
from grader.cohort.task import Done, Task, Work
from grader.cohort.verdicts import How
from grader.course import Course
from grader.errors import GraderError, UsageError
from grader.submission import Submitted
from tests.cohort.conftest import GradeClass, GradedClass

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
distributed = pytest.importorskip("distributed", reason="the extra dask is not installed")


def task_of(course: Course, *digests: str) -> Task:
    kit = pack(course.find("counter"), Settings())
    return Task(kit, tuple(Work(digest, Submitted({})) for digest in digests))


class Killing:
    """Kills a process after the first task that is done."""

    def __init__(self, pids: "list[int] | None" = None) -> None:
        self._pids = pids
        self.killed: int | None = None

    def watcher(self) -> Watcher:
        return Watcher(done=self._kill)

    def _kill(self, done: Sequence[Done], submissions: int) -> None:
        if self.killed is None:
            self.killed = (self._pids or children.pids())[0]
            os.kill(self.killed, signal.SIGKILL)


def test_a_killed_process_loses_nothing(
    graded_class: GradedClass, grade_class: GradeClass, tmp_path: Path
) -> None:
    killing = Killing()
    summary, rows = grade_class(graded_class.folder, tmp_path / "s", watcher=killing.watcher())
    assert killing.killed is not None
    assert rows == graded_class.rows
    assert (summary.graded, summary.contents) == (22, 11)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A Dask cluster of two worker processes on this machine."""
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        dashboard_address=None,
        memory_limit=0,
        silence_logs=50,
    ) as started:
        yield started


def test_a_cluster_gives_the_same_gradebook(
    cluster: Any, graded_class: GradedClass, grade_class: GradeClass, tmp_path: Path
) -> None:
    with on_cluster(cluster.scheduler_address) as workers:
        assert workers.at_once() == 2
        summary, rows = grade_class(graded_class.folder, tmp_path / "store", workers=workers)
    assert rows == graded_class.rows
    assert (summary.graded, summary.contents, summary.failed) == (22, 11, 0)


def test_a_cluster_that_loses_a_worker_gives_the_same_gradebook(
    cluster: Any, graded_class: GradedClass, grade_class: GradeClass, tmp_path: Path
) -> None:
    killing = Killing([cluster.workers[0].pid])
    with on_cluster(cluster.scheduler_address) as workers:
        summary, rows = grade_class(
            graded_class.folder, tmp_path / "store", workers=workers, watcher=killing.watcher()
        )
    assert killing.killed is not None
    assert rows == graded_class.rows
    assert (summary.graded, summary.contents, summary.failed) == (22, 11, 0)


def test_where_no_scheduler_answers_the_command_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "SECONDS_TO_CONNECT", 1)
    with pytest.raises(UsageError, match="No Dask scheduler answers"), on_cluster("tcp://[::1]:1"):
        pass


def scripted(*answers: list[Done] | Exception) -> Workers:
    """Workers that answer by a script, whatever they are given."""
    from concurrent.futures import Executor, Future

    left = list(answers)

    class Scripted(Executor):
        def submit(self, call: Any, /, *args: Any, **options: Any) -> "Future[Any]":
            future: Future[Any] = Future()
            answer = left.pop(0)
            if isinstance(answer, Exception):
                future.set_exception(answer)
            else:
                future.set_result(answer)
            return future

    return Workers(Scripted(), lambda: 1)


def test_a_lost_task_is_split_and_what_is_lost_twice_has_failed(course: Course) -> None:
    good = [Done("a", None, "done", How())]
    workers = scripted(ChildDied("gone"), good, ChildDied("gone"), ChildDied("gone"))
    came = [done for _, done in finished(workers, iter([task_of(course, "a", "b")]))]
    assert good in came
    (lost,) = [one for done in came for one in done if one.digest == "b"]
    assert lost.report is None
    assert "ended 2 times" in lost.failure
    assert len(came) == 2


def test_another_grader_on_a_worker_ends_the_run(course: Course) -> None:
    task = task_of(course, "a")
    other = Task(Kit(task.kit.exercise, {}, Settings(), "another"), task.works)
    with here(1) as workers, pytest.raises(GraderError, match="not the one that was started"):
        list(finished(workers, iter([other])))


def test_few_tasks_are_in_flight(course: Course) -> None:
    taken = 0

    def tasks() -> Iterator[Task]:
        nonlocal taken
        for _ in range(10):
            taken += 1
            yield task_of(course, "a")

    workers = scripted(*([[Done("a", None, "done", How())]] * 10))
    next(came := finished(workers, tasks()))
    assert taken == executors.AHEAD
    assert len(list(came)) == 9
