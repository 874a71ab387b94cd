"""`grader cohort` writes what it graded, and the same again without grading."""

import csv
import os
import shutil
from pathlib import Path

import msgspec

from grader.cohort.outputs import options
from grader.cohort.outputs.json import GradebookFile
from tests.cohort.conftest import GradedClass
from tests.cohort.test_command import cohort


def test_a_graded_class_is_written_twice_the_same(
    graded_class: GradedClass, tmp_path: Path
) -> None:
    shutil.copy(graded_class.store, tmp_path / "store")
    folders = [tmp_path / name for name in ("once", "again")]
    for folder in folders:
        folder.mkdir()
        names = (*options.WRITERS, "feedback", "html")
        wanted = [word for name in names for word in (f"--{name}", folder / name)]
        assert cohort(graded_class.folder, "--store", tmp_path / "store", *wanted) == 1
    once, again = (
        {
            path.relative_to(folder): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }
        for folder in folders
    )
    assert once == again
    book = msgspec.json.decode(once[Path("json")], type=GradebookFile)
    with (folders[0] / "csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["total"] for row in rows] == [
        "" if student.score is None else str(student.score) for student in book.students
    ]
    assert len(rows) == len(graded_class.rows)
    counting = [row for row in rows if row["outcome"] != "duplicate"]
    assert len(os.listdir(folders[0] / "feedback")) == len(counting) + 1
