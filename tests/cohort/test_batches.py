"""Tasks are large while much is to be done, and small at the end."""

import pytest

from grader.cohort import batches
from grader.cohort.batches import MOST_WORKS, TASKS_LEFT, tasks
from grader.cohort.executors import Workers
from grader.cohort.kit import Kit, Settings, pack
from grader.cohort.known_wrong import Shared
from grader.cohort.store import Store
from grader.cohort.task import Task, Work
from grader.course import Course
from grader.submission import Submitted


class Stock(Store):
    """A store with so many works of each exercise, each of ten bytes."""

    def __init__(self, works: int) -> None:
        self._works = works

    def pending(self, exercise: str, edition: str) -> list[str]:
        return [f"{exercise} {number}" for number in range(self._works)]

    def work(self, digest: str) -> Work:
        return Work(digest, Submitted({"a.py": b"0123456789"}))


@pytest.fixture
def kits(course: Course) -> list[Kit]:
    return [pack(course.find(name), Settings()) for name in ("counter", "tree")]


def handed_out(kits: list[Kit], works: int, workers: int) -> list[Task]:
    at_work = Workers(None, lambda: workers)  # type: ignore[arg-type]
    return list(tasks(kits, works * len(kits), Stock(works), at_work, Shared()))


@pytest.mark.parametrize(("works", "workers"), [(1, 8), (100, 2), (1000, 3)])
def test_every_work_is_in_one_task_of_its_exercise(
    kits: list[Kit], works: int, workers: int
) -> None:
    given = handed_out(kits, works, workers)
    digests = [work.digest for task in given for work in task.works]
    assert digests == [d for kit in kits for d in Stock(works).pending(kit.exercise.id, "")]
    assert all(
        work.digest.startswith(task.kit.exercise.id) for task in given for work in task.works
    )


def test_no_task_is_more_than_a_small_part_of_what_is_left(kits: list[Kit]) -> None:
    left = 2 * 300
    sizes = [len(task.works) for task in handed_out(kits, 300, 2)]
    for size in sizes:
        assert size <= max(1, left // (TASKS_LEFT * 2))
        left -= size
    assert (max(sizes), sizes[-1]) == (MOST_WORKS, 1)


def test_large_files_make_small_tasks(kits: list[Kit], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "MOST_BYTES", 25)
    assert {len(task.works) for task in handed_out(kits, 200, 1)} == {2, 1}


def test_a_file_larger_than_a_task_has_one_of_its_own(
    kits: list[Kit], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "MOST_BYTES", 5)
    assert [len(task.works) for task in handed_out(kits, 20, 1)] == [1] * 40
