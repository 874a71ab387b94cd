"""A small class of the fixture course, and how it is graded."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from grader.cohort.engine import NOBODY, Summary, Watcher, grade_cohort
from grader.cohort.executors import Workers, here
from grader.cohort.kit import Settings
from grader.cohort.store import Store
from grader.course import Course
from tests.cohort.classes import small_class

GradeClass = Callable[..., tuple[Summary, list[bytes]]]


def rows_of(store: Store) -> list[bytes]:
    """Everything that goes into a gradebook."""
    return [msgspec.json.encode(row) for row in store.rows()]


@pytest.fixture(scope="session")
def grade_class(course: Course) -> GradeClass:
    """Grade a folder into a store; what was done, and the rows."""

    def graded(
        folder: Path,
        store: Path,
        *,
        workers: Workers | None = None,
        watcher: Watcher = NOBODY,
        exercises: tuple[str, ...] = (),
        **settings: object,
    ) -> tuple[Summary, list[bytes]]:
        selected = course.select(exercises)
        chosen = Settings(**settings)  # type: ignore[arg-type]
        with Store(store) as opened:
            if workers is not None:
                done = grade_cohort(
                    course, selected, folder, chosen, opened, workers, watcher=watcher
                )
            else:
                with here(2) as at_work:
                    done = grade_cohort(
                        course, selected, folder, chosen, opened, at_work, watcher=watcher
                    )
            return done, rows_of(opened)

    return graded


class GradedClass(msgspec.Struct, frozen=True):
    folder: Path
    store: Path
    summary: Summary
    rows: list[bytes]


@pytest.fixture(scope="session")
def graded_class(grade_class: GradeClass, tmp_path_factory: pytest.TempPathFactory) -> GradedClass:
    """The small class, graded once on two processes for all tests that only look."""
    place = tmp_path_factory.mktemp("cohort")
    folder = small_class(place / "class")
    summary, rows = grade_class(folder, place / "class.sqlite")
    return GradedClass(folder, place / "class.sqlite", summary, rows)
