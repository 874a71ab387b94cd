"""A class is graded once, whole, and goes on where it was stopped."""

import json
import shutil
from pathlib import Path

import pytest

from grader.cohort.store import Store
from grader.cohort.task import Done
from grader.cohort.verdicts import How
from grader.course import Course
from grader.errors import UsageError
from grader.judge import Job, grade
from grader.submission import read_submitted
from tests.cohort.classes import WRONG, as_folder, handed_in
from tests.cohort.conftest import GradeClass, GradedClass
from tests.conftest import SOLUTION, without_duration


def test_every_submission_is_a_row_with_its_reason(graded_class: GradedClass) -> None:
    rows = [json.loads(row) for row in graded_class.rows]
    outcomes = {row["student"]["id"]: row["outcome"] for row in rows}
    graded = {f"student-{number}" for number in range(9)} | {"untouched", "zipped"}
    assert outcomes == dict.fromkeys(graded, "graded") | {
        "nothing": "no_exercises",
        "broken": "unreadable",
    }
    assert all(bool(row["reason"]) == (row["outcome"] != "graded") for row in rows)
    assert [row["student"]["id"] for row in rows] == sorted(outcomes)


def test_reports_are_those_of_the_judge(graded_class: GradedClass, course: Course) -> None:
    """A few of them; test_verdicts.py compares many."""
    exercise = course.find("counter")
    with Store(graded_class.store) as store:
        for row in store.rows():
            if row.source in ("student-1", "student-5", "student-8"):
                submitted = read_submitted(graded_class.folder / row.source / "exercises", exercise)
                judged = grade(Job(exercise, submitted, exercise.entry.title.en))
                assert without_duration(row.exercises[0]) == without_duration(judged)


def test_the_same_content_is_graded_once(graded_class: GradedClass) -> None:
    summary = graded_class.summary
    assert summary.graded == 22  # exercises of eleven submissions
    assert summary.contents == 11  # eight different counters and a stub, two different trees
    assert summary.how.replayed > 0
    assert (summary.skipped, summary.failed, summary.unrecorded) == (0, 0, ())


def test_a_second_run_grades_nothing(graded_class: GradedClass, grade_class: GradeClass) -> None:
    summary, rows = grade_class(graded_class.folder, graded_class.store)
    assert (summary.graded, summary.contents, summary.skipped) == (0, 0, 22)
    assert rows == graded_class.rows


def test_only_what_is_new_or_changed_is_graded(
    graded_class: GradedClass, grade_class: GradeClass, tmp_path: Path
) -> None:
    folder = shutil.copytree(graded_class.folder, tmp_path / "class", symlinks=True)
    shutil.copy(graded_class.store, tmp_path / "store")
    as_folder(folder / "student-0", handed_in(WRONG))
    as_folder(folder / "late", handed_in())
    shutil.rmtree(folder / "student-1")
    summary, rows = grade_class(folder, tmp_path / "store")
    assert (summary.graded, summary.contents) == (1, 1)
    by_id = {json.loads(row)["student"]["id"]: json.loads(row) for row in rows}
    assert "student-1" not in by_id
    assert by_id["student-0"]["exercises"][0]["status"] == "failed"
    assert by_id["late"]["exercises"][0]["status"] == "passed"


def test_another_seed_or_way_is_another_edition(
    graded_class: GradedClass, grade_class: GradeClass, tmp_path: Path
) -> None:
    folder = as_folder(tmp_path / "class" / "one", handed_in()).parent
    shutil.copy(graded_class.store, tmp_path / "store")
    for settings in ({"seed": 7}, {"replay": False}):
        summary, rows = grade_class(folder, tmp_path / "store", exercises=("counter",), **settings)
        assert (summary.graded, summary.skipped) == (1, 0)
        assert bool(summary.how.judged) == (settings == {"replay": False})
        assert json.loads(rows[0])["exercises"][0]["status"] == "passed"


def test_of_two_submissions_of_a_student_one_counts(
    grade_class: GradeClass, graded_class: GradedClass, tmp_path: Path
) -> None:
    as_folder(tmp_path / "class" / "Ada_7_assignsubmission_file_", handed_in())
    as_folder(tmp_path / "class" / "Bob_7_assignsubmission_file_", handed_in())
    as_folder(tmp_path / "class" / "Cy_7_assignsubmission_file_", handed_in(WRONG))
    shutil.copy(graded_class.store, tmp_path / "store")
    _, rows = grade_class(tmp_path / "class", tmp_path / "store", exercises=("tree",))
    found = [(row["outcome"], row["reason"]) for row in map(json.loads, rows)]
    assert [outcome for outcome, _ in found] == ["graded", "duplicate", "duplicate"]
    assert "Ada_7" in found[1][1]


def test_files_are_kept_for_whoever_compares_them(graded_class: GradedClass) -> None:
    with Store(graded_class.store) as store:
        rows = {row.student.id: row for row in store.rows()}
        assert store.files(rows["student-0"], "counter") == {"counter.py": SOLUTION.encode()}
        assert store.files(rows["nothing"], "counter") == {}


def test_where_the_grader_fails_the_row_says_so_and_is_tried_again(
    graded_class: GradedClass, grade_class: GradeClass, tmp_path: Path
) -> None:
    shutil.copy(graded_class.store, tmp_path / "store")
    with Store(tmp_path / "store") as store:
        one = next(row for row in store.rows() if row.student.id == "student-1")
        edition, digest = forget(store, one.source)
        store.add(edition, [Done(digest, None, "no luck", How())])
        failed = next(row for row in store.rows() if row.student.id == "student-1")
        assert (failed.outcome, failed.reason) == ("failed", "no luck")
    summary, rows = grade_class(graded_class.folder, tmp_path / "store")
    assert summary.contents == 1
    assert rows == graded_class.rows


def forget(store: Store, source: str) -> tuple[str, str]:
    """Take away the report of a source's counter; its edition and content."""
    editions = json.loads(store._get("editions", b""))
    digest = store._contents(source)["counter"]
    key = (editions["counter"], digest)
    store._db.execute("DELETE FROM reports WHERE edition = ? AND content = ?", key)
    return key


@pytest.mark.parametrize("content", [b"no database", b"SQLite format 3\x00 but broken"])
def test_what_is_no_store_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "store").write_bytes(content)
    with pytest.raises(UsageError, match="--store"):
        Store(tmp_path / "store")
