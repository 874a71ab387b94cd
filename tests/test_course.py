"""The course is data, and what is wrong with it is said in one sentence."""

import shutil
from pathlib import Path

import pytest

from grader.course import Course, CourseFile, fingerprint, load_course, own_course, read_tasks
from grader.errors import CourseError, UsageError
from tests.conftest import FIXTURE


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the fixture course, to be broken."""
    shutil.copytree(FIXTURE, tmp_path / "course")
    return tmp_path / "course"


def load(root: Path) -> Course:
    return load_course(root / "exercises", root / "grader")


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_exercises_come_in_the_order_of_the_file(course: Course) -> None:
    assert [exercise.id for exercise in course.exercises] == ["counter", "tree"]


def test_checks_are_read_without_running_them(course: Course) -> None:
    checks = {check.id: check for check in course.find("counter").checks}
    names = ["test_start", "test_bump", "test_refuses_text", "test_say", "test_threads"]
    assert list(checks) == [*names, "test_model"]
    assert checks["test_bump"].title == "`bump` adds and gives the new total."
    assert checks["test_bump"].explanation == "Return it, don't print it."
    assert (checks["test_bump"].task, checks["test_bump"].points) == (2, 2)
    assert checks["test_start"].points == 1


def test_a_unique_prefix_names_an_exercise(course: Course) -> None:
    assert course.find("cou").id == "counter"


def test_an_unknown_exercise_is_refused_with_the_nearest_name(course: Course) -> None:
    with pytest.raises(UsageError, match="did you mean “counter”"):
        course.find("conter")


def test_a_prefix_of_two_names_is_refused_with_both(copy: Path) -> None:
    shutil.copytree(copy / "exercises" / "counter", copy / "exercises" / "cousin")
    shutil.copy(copy / "grader/checks/check_counter.py", copy / "grader/checks/check_cousin.py")
    with (copy / "exercises/course.toml").open("a", encoding="utf-8") as file:
        file.write('\n[exercise.cousin]\ntitle = {en = "C", zh = "C"}\nlevel = 1\nstub = ""\n')
    with pytest.raises(UsageError, match="counter, cousin"):
        load(copy).find("cou")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("level = 1", "level = 'one'", r"level|int"),
        ("level = 1", "lvl = 1", "lvl"),
        ("level = 1", "level = = 1", "line"),
        ("[exercise.tree]", "[exercise.three]", "three.*is missing"),
        ('after = ["counter"]', 'after = ["countre"]', "countre"),
        ("level = 1", 'level = 1\nafter = ["tree"]', "the order"),
        ("points.test_bump", "points.test_jump", "test_jump"),
        ('title.zh = "一个包"', "", "zh"),
    ],
)
def test_an_error_in_the_course_file_is_one_sentence(
    copy: Path, old: str, new: str, words: str
) -> None:
    change(copy / "exercises" / "course.toml", old, new)
    with pytest.raises(CourseError, match=words) as caught:
        load(copy)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 2


def test_a_course_without_its_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="no course file"):
        load_course(tmp_path, tmp_path)


def test_an_exercise_without_checks_says_so(copy: Path) -> None:
    (copy / "grader/checks/check_tree.py").unlink()
    with pytest.raises(CourseError, match=r"check_tree\.py is missing"):
        load(copy)


def test_a_check_without_a_sentence_is_refused(copy: Path) -> None:
    change(copy / "grader/checks/check_tree.py", '"""`greet` greets by name."""', "pass")
    with pytest.raises(CourseError, match="test_greets needs a docstring"):
        load(copy)


def test_tasks_are_the_numbered_items_of_their_section() -> None:
    readme = (
        "# T\n\n1. not this\n\n## Tasks\n\n1. One\n   goes on.\n2. Two.\n\n## Example\n\n3. no\n"
    )
    assert read_tasks(readme) == {1: "One goes on.", 2: "Two."}
    assert read_tasks("# T\n\n## 任务\n\n1. 一\n") == {1: "一"}


def test_a_fingerprint_sees_code_and_nothing_else() -> None:
    stub = {"a.py": b"def f():\n    # TODO\n    raise NotImplementedError\n"}
    same = {
        "a.py": b"\xef\xbb\xbf"[3:] + b"# hello\r\n\r\ndef f():  \r\n    raise NotImplementedError"
    }
    other = {"a.py": b"def f():\n    return 1\n"}
    assert fingerprint(stub) == fingerprint(same) != fingerprint(other)
    assert fingerprint({"b.py": stub["a.py"]}) != fingerprint(stub)


def test_the_real_course_loads_and_every_check_names_a_task_in_both_languages() -> None:
    for exercise in own_course().exercises:
        english, chinese = exercise.tasks("en"), exercise.tasks("zh")
        assert list(english) == list(chinese) == list(range(1, len(english) + 1)), exercise.id
        named = {check.task for check in exercise.checks}
        assert named == set(english), f"{exercise.id}: tasks and checks differ"


def test_the_course_file_has_no_field_that_nobody_reads() -> None:
    assert set(CourseFile.__struct_fields__) == {"name", "version", "exercise", "solutions"}
