"""Only the files that a student edits are taken, and only as files."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader import submission as module
from grader.course import Course, Exercise
from grader.errors import UsageError
from grader.submission import (
    MAX_FILE,
    MAX_FILES,
    MOST_LOOKED_AT,
    exercises_of,
    read_submitted,
)

pytestmark = pytest.mark.usefixtures("way")


@pytest.fixture(params=["by folders", "by path"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways to reach a file: the second is that of systems without `dir_fd`."""
    if request.param == "by path":
        monkeypatch.setattr(module, "can_go_by_folders", lambda: False)
    elif not module.can_go_by_folders():
        pytest.skip("this system opens files by their path")


@pytest.fixture
def submission(tmp_path: Path) -> Path:
    folder = tmp_path / "exercises" / "counter"
    folder.mkdir(parents=True)
    (folder / "counter.py").write_bytes(b"x = 1\n")
    return tmp_path


def test_what_lies_beside_the_stub_is_left_there(submission: Path, counter: Exercise) -> None:
    for name in ("random.py", "pytest.py", "conftest.py", "test_counter.py", "counter.pyc"):
        (submission / "exercises" / "counter" / name).write_text("raise SystemExit\n")
    assert read_submitted(submission / "exercises", counter).files == {"counter.py": b"x = 1\n"}


def test_a_tree_is_taken_by_its_patterns(submission: Path, course: Course) -> None:
    folder = submission / "exercises" / "tree"
    for name in ("pkg/__init__.py", "pkg/deep/er.py", "start.py", "other.py", "pkg/data.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"")
    taken = read_submitted(submission / "exercises", course.find("tree"))
    assert sorted(taken.files) == ["pkg/__init__.py", "pkg/deep/er.py", "start.py"]


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_links_are_refused(submission: Path, counter: Exercise, tmp_path: Path) -> None:
    path = submission / "exercises" / "counter" / "counter.py"
    path.unlink()
    path.symlink_to("/etc/passwd")
    taken = read_submitted(submission / "exercises", counter)
    assert taken.files == {}
    assert taken.refused[0].startswith("counter/counter.py is reached through a link")


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_a_link_to_nothing_is_refused_rather_than_missed(
    submission: Path, counter: Exercise
) -> None:
    path = submission / "exercises" / "counter" / "counter.py"
    path.unlink()
    path.symlink_to("/nowhere")
    taken = read_submitted(submission / "exercises", counter)
    assert taken.refused[0].startswith("counter/counter.py is reached through a link")


def test_folders_named_like_files_are_not_looked_at_without_end(
    submission: Path, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = submission / "exercises" / "tree" / "pkg.py"
    folder.mkdir(parents=True)
    looked_at = 0

    def endless(self: Path, pattern: str) -> Iterator[Path]:
        nonlocal looked_at
        while looked_at < 3 * MOST_LOOKED_AT:
            looked_at += 1
            yield folder

    monkeypatch.setattr(Path, "glob", endless)
    assert read_submitted(submission / "exercises", course.find("tree")).files == {}
    assert looked_at <= MOST_LOOKED_AT + 1


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_a_linked_folder_is_refused(submission: Path, counter: Exercise) -> None:
    folder = submission / "exercises" / "counter"
    folder.rename(submission / "elsewhere")
    folder.symlink_to(submission / "elsewhere")
    assert read_submitted(submission / "exercises", counter).files == {}


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_linked_exercises_are_refused(submission: Path, counter: Exercise) -> None:
    (submission / "exercises").rename(submission / "neighbour")
    (submission / "exercises").symlink_to(submission / "neighbour")
    assert "through a link" in read_submitted(submission / "exercises", counter).refused[0]


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_a_file_that_becomes_a_link_while_it_is_looked_at_is_refused(
    submission: Path, counter: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = submission / "exercises" / "counter" / "counter.py"
    (submission / "secret").write_text("a neighbour's work")
    look_at = module._look_at

    def swapped(status: os.stat_result) -> None:
        look_at(status)
        path.unlink(missing_ok=True)
        path.symlink_to(submission / "secret")

    monkeypatch.setattr(module, "_look_at", swapped)
    taken = read_submitted(submission / "exercises", counter)
    assert (taken.files, len(taken.refused)) == ({}, 1)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_refused_without_waiting_for_it(submission: Path, counter: Exercise) -> None:
    path = submission / "exercises" / "counter" / "counter.py"
    path.unlink()
    os.mkfifo(path)
    assert "no ordinary file" in read_submitted(submission / "exercises", counter).refused[0]


def test_a_file_that_is_too_large_is_refused(submission: Path, counter: Exercise) -> None:
    (submission / "exercises/counter/counter.py").write_bytes(b"#" * (MAX_FILE + 1))
    assert "larger than" in read_submitted(submission / "exercises", counter).refused[0]


def test_a_sparse_gigabyte_is_refused_without_reading_it(
    submission: Path, counter: Exercise
) -> None:
    os.truncate(submission / "exercises/counter/counter.py", 1 << 30)
    assert "larger than" in read_submitted(submission / "exercises", counter).refused[0]


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="no /proc here")
def test_a_file_that_says_it_is_empty_is_read_no_further_than_the_limit(
    submission: Path, counter: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    (submission / "exercises/counter/counter.py").write_bytes(b"#" * 50)
    monkeypatch.setattr(module, "MAX_FILE", 20)
    monkeypatch.setattr(module, "_look_at", lambda status: None)  # as /proc: no size, no end
    assert "larger than" in read_submitted(submission / "exercises", counter).refused[0]


@pytest.mark.parametrize("name", [b"a\nb.py", b"\xff\xfe.py", "\u202egpj.py".encode()])
def test_a_name_that_no_report_can_show_is_refused_and_shown_escaped(
    submission: Path, course: Course, name: bytes
) -> None:
    folder = submission / "exercises" / "tree" / "pkg"
    folder.mkdir(parents=True)
    try:
        (folder / os.fsdecode(name)).write_bytes(b"")
    except OSError:
        pytest.skip("no such names here")
    reason = read_submitted(submission / "exercises", course.find("tree")).refused[0]
    assert reason.isprintable()
    assert reason.isascii()
    assert "rename it" in reason


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_a_file_that_may_not_be_read_is_refused(submission: Path, counter: Exercise) -> None:
    (submission / "exercises/counter/counter.py").chmod(0)
    assert "can't be read" in read_submitted(submission / "exercises", counter).refused[0]


def test_ten_thousand_files_are_no_trouble(submission: Path, course: Course) -> None:
    folder = submission / "exercises" / "tree" / "pkg"
    folder.mkdir(parents=True)
    for number in range(10_000):
        (folder / f"m{number:05}.py").touch()
    taken = read_submitted(submission / "exercises", course.find("tree"))
    assert len(taken.files) == MAX_FILES
    assert len(taken.refused) <= MAX_FILES


def test_too_many_files_are_refused(submission: Path, course: Course) -> None:
    folder = submission / "exercises" / "tree" / "pkg"
    folder.mkdir(parents=True)
    for number in range(MAX_FILES + 1):
        (folder / f"m{number:03}.py").write_bytes(b"")
    taken = read_submitted(submission / "exercises", course.find("tree"))
    assert len(taken.files) == MAX_FILES
    assert "one more than" in taken.refused[0]


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no folder"):
        exercises_of(tmp_path / "nowhere")


def test_a_folder_without_exercises_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no exercises/"):
        exercises_of(tmp_path)
