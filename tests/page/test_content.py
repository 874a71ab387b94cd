"""What stands on the page: what comes first, and how full the columns of the picture are."""

import shutil
from pathlib import Path

import pytest

from grader.course import Course, load_course
from grader.page.content import STEPS, exercise_view, extras_of, overview
from grader.report import exercise_report
from tests.conftest import FIXTURE
from tests.page.reports import FAILED, PASSED, UNTOUCHED, reported, sample


def test_checks_are_sorted_by_what_is_done_about_them() -> None:
    checks = (PASSED, FAILED, UNTOUCHED)
    view = exercise_view(exercise_report("x", "x", checks, 0.0), None)
    assert (view.failing, view.passed, view.waiting) == ((FAILED,), (PASSED,), (UNTOUCHED,))


@pytest.mark.parametrize(
    ("passed", "failed", "height"),
    [(0, 1, 0), (1, 0, STEPS), (100, 1, STEPS - 1), (1, 100, 1), (2, 1, 10)],
)
def test_a_column_is_full_only_when_all_is_solved(passed: int, failed: int, height: int) -> None:
    checks = (PASSED,) * passed + (FAILED,) * failed
    seen = overview(reported(exercise_report("x", "x", checks, 0.0)), None)
    assert seen.columns[0].height == height


def test_the_course_adds_hints_tasks_and_what_comes_next(course: Course) -> None:
    report = reported(*(exercise_report(e.id, "x", (UNTOUCHED,), 0.0) for e in course.exercises))
    extras = extras_of(course, report, "zh", command="grader", readmes="../mine/exercises")
    assert extras.next == "counter"
    assert extras.exercises["counter"].hints[1] == "对象的一个属性。"
    assert extras.exercises["counter"].readme == "../mine/exercises/counter/README.zh-CN.md"
    assert extras.exercises["tree"].files[-1] == "exercises/tree/start.py"


def test_a_part_of_the_course_has_no_next(course: Course) -> None:
    part = reported(exercise_report("counter", "x", (UNTOUCHED,), 0.0))
    assert extras_of(course, part, "en", command="grader").next is None
    assert set(extras_of(course, sample(), "en", command="grader").exercises) <= {"counter", "tree"}


def test_a_missing_readme_costs_the_task_alone(tmp_path: Path) -> None:
    shutil.copytree(FIXTURE / "exercises", tmp_path / "exercises")
    course = load_course(tmp_path / "exercises", FIXTURE / "grader")
    (tmp_path / "exercises/counter/README.md").unlink()
    report = reported(exercise_report("counter", "x", (FAILED,), 0.0))
    extra = extras_of(course, report, "en", command="grader").exercises["counter"]
    assert (extra.task, len(extra.hints)) == ("", 3)
