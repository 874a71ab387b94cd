"""`grader new` writes an exercise that works, and nothing where it can't."""

import shutil
from pathlib import Path

import pytest

from grader.course import Course, load_course
from grader.errors import UsageError
from grader.proof.new import scaffold
from grader.proof.verify import verify
from grader.run import Options


def course_at(root: Path) -> Course:
    return load_course(root / "exercises", root / "grader")


def everything(root: Path) -> set[Path]:
    return {path for path in root.rglob("*") if path.is_file()}


def test_a_new_exercise_lacks_only_what_its_author_has_to_write(root: Path) -> None:
    scaffold(course_at(root), "doubling")
    course = course_at(root)
    proof = verify(
        course, course.select(["doubling"]), root / "solutions", Options(jobs=2), update=True
    )
    assert (proof.rows[0].solution, proof.rows[0].stub) == ("1/1", "0/1")
    assert sorted(failure.what for failure in proof.failures) == [
        "there are 1 misconceptions here, and 8 are needed",
        "there are 1 variants here, and 4 are needed",
    ]


def test_it_names_all_that_it_wrote(root: Path) -> None:
    before = everything(root)
    written = scaffold(course_at(root), "doubling")
    assert everything(root) - before == set(written) - {root / "exercises/course.toml"}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("counter", "already"),
        ("Doubling", "can't be"),
        ("two words", "can't be"),
        ("../up", "can't be"),
        ("class", "can't be"),
        ("json", "would hide"),
        ("flask", "would hide"),
    ],
)
def test_a_name_that_can_not_be_is_refused(root: Path, name: str, words: str) -> None:
    before = everything(root)
    with pytest.raises(UsageError, match=words):
        scaffold(course_at(root), name)
    assert everything(root) == before


def test_nothing_is_written_over(root: Path) -> None:
    stands = root / "solutions/doubling/doubling.py"
    stands.parent.mkdir()
    stands.write_text("mine")
    toml = (root / "exercises/course.toml").read_text()
    with pytest.raises(UsageError, match="exists already"):
        scaffold(course_at(root), "doubling")
    assert stands.read_text() == "mine"
    assert (root / "exercises/course.toml").read_text() == toml


def test_a_grader_without_a_checkout_says_so(root: Path) -> None:
    course = course_at(root)
    shutil.rmtree(root / "solutions")
    with pytest.raises(UsageError, match="checkout"):
        scaffold(course, "doubling")
