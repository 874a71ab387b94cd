"""Which files count, and what tells two states of them apart."""

from pathlib import Path

import pytest

from grader.content import digest_of, fingerprint, read_files, stamp
from grader.course import Course
from grader.submission import read_submitted
from tests.conftest import FIXTURE


def test_the_list_reads_what_grading_reads(course: Course, tmp_path: Path) -> None:
    for exercise in course.exercises:
        folder = str(FIXTURE / "solutions" / exercise.id)
        taken = read_submitted(FIXTURE / "solutions", exercise).files
        assert read_files(folder, exercise.patterns) == taken != {}


def test_an_editor_s_locks_and_copies_are_not_read(course: Course, tmp_path: Path) -> None:
    tree = course.find("tree")
    (tmp_path / "tree/pkg").mkdir(parents=True)
    (tmp_path / "tree/pkg/words.py").write_text("x = 1\n")
    (tmp_path / "tree/pkg/.#words.py").symlink_to("user@host.1")  # Emacs, while a buffer is open
    (tmp_path / "tree/pkg/.words.py.swp").write_text("vim")
    (tmp_path / "tree/pkg/words.py~").write_text("x = 0\n")
    submitted = read_submitted(tmp_path, tree)
    assert submitted.refused == ()
    assert set(submitted.files) == set(read_files(str(tmp_path / "tree"), tree.patterns))
    assert set(submitted.files) == {"pkg/words.py"}


@pytest.mark.parametrize("other", [b"x = 1\n# y\n", b"x = 1\n\n", b"x = 1\r\n"])
def test_a_fingerprint_passes_over_what_a_digest_tells_apart(other: bytes) -> None:
    files, changed = {"a.py": b"x = 1\n"}, {"a.py": other}
    assert fingerprint(files) == fingerprint(changed)
    assert digest_of(files) != digest_of(changed)


def test_a_digest_knows_where_a_file_ends() -> None:
    assert digest_of({"a": b"1", "b": b"2"}) != digest_of({"a": b"1b 1 2"})
    assert digest_of({"a": b"1", "b": b"2"}) == digest_of({"b": b"2", "a": b"1"})


def test_a_stamp_changes_with_any_file(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text("1")
    before = stamp(str(tmp_path), str(tmp_path / "missing"))
    assert stamp(str(tmp_path)) == before
    (tmp_path / "one.py").write_text("22")
    assert stamp(str(tmp_path)) != before
    (tmp_path / "two.py").write_text("")
    assert len(stamp(str(tmp_path))) == 2
