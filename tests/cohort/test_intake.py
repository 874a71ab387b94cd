"""Each folder and archive becomes a row with its outcome, whatever is in it."""

import os
import sys
from pathlib import Path

import pytest

from grader.cohort.intake import Source, Taken, sources, take
from grader.cohort.model import Student
from grader.cohort.tree import FolderTree, Unusable
from grader.course import Course
from grader.errors import UsageError
from tests.cohort.classes import as_folder, as_zip, handed_in, solution_files, zipped
from tests.conftest import SOLUTION


def taken(folder: Path, name: str, course: Course) -> Taken:
    return take(folder, Source(name, (Student(name),)), course.exercises)


def test_every_folder_and_archive_is_a_source(tmp_path: Path) -> None:
    as_folder(tmp_path / "bob", {})
    as_zip(tmp_path / "alice.zip", {"a": b""})
    (tmp_path / "carol.rar").write_bytes(b"Rar!")
    (tmp_path / "dave").symlink_to(tmp_path / "bob")
    for name in (".DS_Store", "roster.csv", "submission_metadata.yml"):
        (tmp_path / name).write_bytes(b"")
    found = {source.name: source.students[0].id for source in sources(tmp_path)}
    assert found == {"alice.zip": "alice", "bob": "bob", "carol.rar": "carol.rar", "dave": "dave"}


def test_a_wrong_folder_is_a_wrong_command(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no folder"):
        list(sources(tmp_path / "none"))
    with pytest.raises(UsageError, match="holds no submission"):
        list(sources(tmp_path))
    with pytest.raises(UsageError, match="is a file"):
        list(sources(as_zip(tmp_path / "export.zip", {"a": b""})))
    as_folder(tmp_path / "one", handed_in())
    with pytest.raises(UsageError, match="one submission"):
        list(sources(tmp_path / "one"))


def test_a_submission_is_taken_wherever_its_exercises_lie(tmp_path: Path, course: Course) -> None:
    deep = {f"repo-main/work/{name}": content for name, content in handed_in().items()}
    as_folder(tmp_path / "flat", handed_in())
    as_folder(tmp_path / "deep", deep)
    as_zip(tmp_path / "zipped.zip", deep)
    as_folder(tmp_path / "moodle", {"my work.zip": zipped(handed_in())})
    as_folder(tmp_path / "inside", solution_files())
    works = [
        taken(tmp_path, name, course).work
        for name in ("flat", "deep", "zipped.zip", "moodle", "inside")
    ]
    assert works[0]["counter"].files == {"counter.py": SOLUTION.encode()}
    assert all(work == works[0] for work in works)


def test_loose_files_are_taken_and_said_to_be(tmp_path: Path, course: Course) -> None:
    as_folder(tmp_path / "loose", {"upload/counter.py": SOLUTION.encode()})
    found = taken(tmp_path, "loose", course)
    assert (found.outcome, "loose files" in found.reason) == ("graded", True)
    assert found.work["counter"].files == {"counter.py": SOLUTION.encode()}
    assert found.work["tree"].files == {}


def test_of_two_exercises_folders_the_upper_one_counts(tmp_path: Path, course: Course) -> None:
    copy = {f"old/{name}": b"" for name in handed_in()}
    as_folder(tmp_path / "two", handed_in() | copy)
    found = taken(tmp_path, "two", course)
    assert found.work["counter"].files == {"counter.py": SOLUTION.encode()}
    assert "old/exercises" in found.reason


def test_two_exercises_folders_side_by_side_are_ambiguous(tmp_path: Path, course: Course) -> None:
    files = {f"{where}/{name}": c for where in "ab" for name, c in handed_in().items()}
    as_folder(tmp_path / "two", files)
    found = taken(tmp_path, "two", course)
    assert (found.outcome, found.work) == ("ambiguous", {})
    assert "a/exercises, b/exercises" in found.reason


@pytest.mark.parametrize(
    ("files", "outcome"),
    [
        ({}, "empty"),
        ({"notes.txt": b""}, "no_exercises"),
        ({"one.zip": b"PK", "two.zip": b"PK"}, "ambiguous"),
        ({"one.zip": b"PK"}, "unreadable"),
        ({"one.zip": zipped({"two.zip": zipped(handed_in())})}, "no_exercises"),
        ({"node_modules/exercises/x.py": b"", ".git/exercises/x.py": b""}, "empty"),
    ],
)
def test_what_cannot_be_graded_says_why(
    tmp_path: Path, course: Course, files: dict[str, bytes], outcome: str
) -> None:
    as_folder(tmp_path / "one", files)
    found = taken(tmp_path, "one", course)
    assert found.outcome == outcome
    assert found.reason


def test_links_lead_nowhere(tmp_path: Path, course: Course) -> None:
    real = as_folder(tmp_path / "real", handed_in())
    (tmp_path / "whole").symlink_to(real)
    as_folder(tmp_path / "part", {"README.md": b""})
    (tmp_path / "part" / "exercises").symlink_to(real / "exercises")
    as_folder(tmp_path / "file", {"exercises/tree/start.py": b""})
    as_folder(tmp_path / "file" / "exercises" / "counter", {})
    linked = tmp_path / "file" / "exercises" / "counter" / "counter.py"
    linked.symlink_to(real / "exercises" / "counter" / "counter.py")
    assert taken(tmp_path, "whole", course).outcome == "unreadable"
    assert taken(tmp_path, "part", course).outcome == "unreadable"
    submitted = taken(tmp_path, "file", course).work["counter"]
    assert submitted.files == {}
    assert "link" in submitted.refused[0]


def test_a_huge_file_is_refused_and_the_rest_is_taken(tmp_path: Path, course: Course) -> None:
    as_folder(tmp_path / "huge", handed_in(b"#" * 300_000))
    found = taken(tmp_path, "huge", course)
    assert "larger than" in found.work["counter"].refused[0]
    assert found.work["tree"].files


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux only")
def test_names_that_are_no_text_are_told_as_text(tmp_path: Path, course: Course) -> None:
    name = os.fsdecode(b"caf\xe9")
    as_folder(tmp_path / name, handed_in())
    (tmp_path / name / "exercises" / "tree" / "pkg" / os.fsdecode(b"\xff.py")).write_bytes(b"")
    (source,) = sources(tmp_path)
    assert source.shown == source.students[0].id == "caf\\xe9"
    found = take(tmp_path, source, course.exercises)
    assert found.outcome == "graded"
    assert "no readable text" in found.work["tree"].refused[0]


def test_what_goes_away_meanwhile_is_unreadable(tmp_path: Path, course: Course) -> None:
    as_folder(tmp_path / "gone", {})
    assert taken(tmp_path, "gone.zip", course).outcome == "unreadable"
    with pytest.raises(Unusable, match="can't be read"):
        FolderTree(tmp_path / "gone" / "too").entries()
