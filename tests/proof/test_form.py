"""The form of an exercise is proved without grading anybody."""

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course import load_course
from grader.proof import form

Found = Callable[[], set[tuple[str, str]]]


@pytest.fixture
def found(root: Path) -> Found:
    """What is wrong with the counter: the file to open, relative to the course, and why."""

    def failures() -> set[tuple[str, str]]:
        course = load_course(root / "exercises", root / "grader")
        counter = course.find("counter")
        all_of_them = [*form.failures(counter, course, root / "solutions")]
        all_of_them += form.stray_failures(course, root / "solutions")
        return {(one.open.removeprefix(f"{root}/"), one.what) for one in all_of_them}

    return failures


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_course_in_good_form_has_no_failures(found: Found) -> None:
    assert found() == set()


def test_a_task_without_a_check_is_told(root: Path, found: Found) -> None:
    change(root / "exercises/counter/README.md", "## Example", "4. And more.\n\n## Example")
    readme = root / "exercises/counter/README.md"
    checks = "grader/checks/check_counter.py"
    assert found() == {(checks, f"no check is about task 4 of {readme}")}


def test_a_check_without_a_task_is_told(root: Path, found: Found) -> None:
    change(root / "grader/checks/check_counter.py", "@pytest.mark.task(1)\n", "")
    told = {what for _, what in found()}
    assert "test_start names no task; write @pytest.mark.task(number) above it" in told


def test_a_check_of_a_task_that_isnt_there_is_told(root: Path, found: Found) -> None:
    change(root / "grader/checks/check_counter.py", "def test_start", "def test_start")
    change(root / "exercises/counter/README.zh-CN.md", "3. `say()`", "`say()`")
    path = "exercises/counter/README.zh-CN.md"
    assert (path, "it has no task 3, which a check names") in found()


def test_an_exercise_that_draws_no_example_is_told(root: Path, found: Found) -> None:
    checks = root / "grader/checks/check_counter.py"
    change(checks, "@given(start=st.integers())\n", "")
    change(checks, "@given(start=st.integers(), by=st.integers())\n", "")
    assert found() == set()  # a state machine is left
    change(checks, "    drive(Bumps, subject)\n", '    subject.run("Counter()")\n')
    ((path, what),) = found()
    assert path == "grader/checks/check_counter.py"
    assert what.startswith(
        "no check of counter draws its examples, so its answers could be a table"
    )


def test_what_only_mentions_a_drawn_example_draws_none() -> None:
    undrawn = """
        # @given(n=WHOLE)
        @example(n=1)
        def test_one(subject): "@given"
        @given(n=WHOLE)
        def model(n): drive(n)
    """
    assert form.drawing_checks(textwrap.dedent(undrawn)) == []
    drawn = "@given(n=WHOLE)\n@example(n=1)\ndef test_one(subject, n): ..."
    assert form.drawing_checks(drawn) == ["test_one"]


def test_other_examples_in_the_other_language_are_told(root: Path, found: Found) -> None:
    change(root / "exercises/counter/README.zh-CN.md", "bump(3)", "bump(4)")
    path = "exercises/counter/README.zh-CN.md"
    assert found() == {(path, "its examples are not those of the English one")}


def test_other_signatures_are_told(root: Path, found: Found) -> None:
    change(root / "solutions/counter/counter.py", "by: int = 1", "by: int = 2")
    ((path, what),) = found()
    assert path == "solutions/counter/counter.py"
    assert what == "Counter.bump(self, by=2) is Counter.bump(self, by=1) in the stub"


def test_a_public_name_that_the_stub_lacks_is_told(root: Path, found: Found) -> None:
    path = root / "solutions/counter/counter.py"
    path.write_text(path.read_text() + "\n\ndef extra() -> None: ...\n\n\ndef _own(): ...\n")
    ((_, what),) = found()
    assert what == "the stub has no extra; name it with an underscore"


def test_missing_hints_are_told(root: Path, found: Found) -> None:
    hint = '  { en = "self.total = start", zh = "self.total = start" },\n'
    change(root / "exercises/course.toml", hint, "")
    assert found() == {("exercises/course.toml", "counter has 2 hints there, and 3 are needed")}


def test_a_file_that_nobody_expects_is_told(root: Path, found: Found) -> None:
    (root / "exercises/counter/notes.txt").write_text("mine")
    (root / "grader/variants/contre").mkdir()
    paths = {path for path, _ in found()}
    assert paths == {"exercises/counter/notes.txt", "grader/variants/contre"}


def test_an_example_that_gives_something_else_is_told(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(root / "exercises/counter/README.md", "\n5\n", "\n6\n")
    course = load_course(root / "exercises", root / "grader")
    monkeypatch.syspath_prepend("")
    (failure,) = form.example_failures(course.find("counter"), root / "solutions")
    assert failure.open == str(root / "exercises/counter/README.md")
    assert "Expected:\n    6\nGot:\n    5" in failure.what
