"""Reset: the stub comes back exactly, and what the student wrote is never lost or graded."""

import datetime
import shutil
import subprocess
from pathlib import Path

import msgspec
import pytest

from grader import reset
from grader.course import Course
from grader.errors import UsageError
from grader.submission import read_submitted
from tests.conftest import FIXTURE

TODAY = datetime.date(2026, 11, 25)


@pytest.fixture
def exercises(tmp_path: Path) -> Path:
    shutil.copytree(FIXTURE / "exercises", tmp_path / "exercises")
    return tmp_path / "exercises"


def stub_of(name: str) -> bytes:
    return (FIXTURE / "exercises/counter" / name).read_bytes()


def test_a_file_is_kept_beside_its_stub(course: Course, exercises: Path) -> None:
    counter = course.find("counter")
    (exercises / "counter/counter.py").write_text("mine = 1\n")
    kept = reset.reset(exercises, counter, reset.pristine(course, exercises, counter), TODAY)
    assert kept == exercises / "counter/counter.py.2026-11-25.bak"
    assert kept.read_text() == "mine = 1\n"
    assert reset.is_untouched(exercises, counter)
    assert set(read_submitted(exercises, counter).files) == {"counter.py"}


def test_an_earlier_copy_is_never_overwritten(course: Course, exercises: Path) -> None:
    counter = course.find("counter")
    for text in ("first", "second", "third"):
        (exercises / "counter/counter.py").write_text(text)
        reset.reset(exercises, counter, reset.pristine(course, exercises, counter), TODAY)
    kept = {path.name: path.read_text() for path in (exercises / "counter").glob("*.bak")}
    assert kept == {
        "counter.py.2026-11-25.bak": "first",
        "counter.py.2026-11-25-2.bak": "second",
        "counter.py.2026-11-25-3.bak": "third",
    }


def test_a_tree_is_kept_whole_and_loses_what_the_stub_has_not(
    course: Course, exercises: Path
) -> None:
    tree = course.find("tree")
    (exercises / "tree/pkg/words.py").write_text("mine = 1\n")
    (exercises / "tree/pkg/page.html").write_text("<p>")
    kept = reset.reset(exercises, tree, reset.pristine(course, exercises, tree), TODAY)
    assert kept == exercises / "tree/tree.2026-11-25.bak"
    assert (kept / "pkg/words.py").read_text() == "mine = 1\n"
    assert (kept / "pkg/page.html").read_text() == "<p>"
    assert reset.is_untouched(exercises, tree)
    assert not (exercises / "tree/pkg/words.py").exists()
    assert set(read_submitted(exercises, tree).files) == {"pkg/__init__.py", "start.py"}


def test_a_missing_file_comes_back_and_nothing_is_kept(course: Course, exercises: Path) -> None:
    counter = course.find("counter")
    shutil.rmtree(exercises / "counter")
    stub = reset.pristine(course, exercises, counter)
    assert reset.reset(exercises, counter, stub, TODAY) is None
    assert (exercises / "counter/counter.py").read_bytes() == stub_of("counter.py")


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=S", "-c", "user.email=s@example.org")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.mark.parametrize("name", ["counter", "tree"])
def test_in_a_checkout_the_stub_comes_from_git_also_from_before_the_student_s_commits(
    course: Course, exercises: Path, name: str
) -> None:
    exercise = course.find(name)
    stub = read_submitted(exercises, exercise).files
    git(exercises.parent, "init", "-q")
    git(exercises.parent, "add", ".")
    git(exercises.parent, "commit", "-qm", "The course")
    path = exercises / name / next(iter(stub))
    path.write_text("mine = 1\n")
    git(exercises.parent, "commit", "-qam", "Mine")
    path.write_text("mine = 2\n")
    edited = msgspec.structs.replace(exercise, folder=str(exercises / name))
    assert reset.pristine(course, exercises, edited) == stub


def test_without_an_untouched_copy_nothing_is_done(course: Course, exercises: Path) -> None:
    counter = course.find("counter")
    (exercises / "counter/counter.py").write_text("mine = 1\n")
    edited = msgspec.structs.replace(counter, folder=str(exercises / "counter"))
    with pytest.raises(UsageError, match="No untouched copy of counter"):
        reset.pristine(course, exercises, edited)
    assert (exercises / "counter/counter.py").read_text() == "mine = 1\n"
