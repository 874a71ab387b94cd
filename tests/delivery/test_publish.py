"""A published repository grades as the course does, and gives nothing away."""

import ast
import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from grader.course import Course, load_course, own_course
from grader.delivery.publish import publish
from grader.errors import CourseError, UsageError
from grader.judge import Job, grade_and_record
from grader.key import cases_of, unpack
from grader.run import Options
from grader.submission import read_submitted
from tests.conftest import FIXTURE
from tests.delivery.conftest import SALT, Run, python_of

REAL = ("middleware", "thread_local")
ROOT = Path(__file__).parents[2]
LONG = 16
"""Bytes from which an answer is nothing else by chance."""
DISTINCTIVE = 30
"""Characters from which a line of code is nobody else's."""


def report(student: Run, submission: Path, *arguments: str) -> dict:  # type: ignore[type-arg]
    done = student("run", "--submission", str(submission), "--format", "json", *arguments)
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout)  # type: ignore[no-any-return]


@pytest.fixture
def solved(tmp_path: Path) -> Path:
    shutil.copytree(FIXTURE / "solutions", tmp_path / "solved" / "exercises")
    return tmp_path / "solved"


def test_everything_is_there(published: Path) -> None:
    files = {p.relative_to(published).as_posix() for p in published.rglob("*") if p.is_file()}
    assert files >= {
        "README.md", "README.zh-CN.md", "pyproject.toml", ".gitignore", ".course/answers.key",
        "exercises/counter/counter.py", "exercises/counter/README.md",
        "exercises/counter/README.zh-CN.md", "exercises/tree/pkg/__init__.py",
    }  # fmt: skip
    for name in ("README.md", "README.zh-CN.md"):
        text = (published / name).read_text(encoding="utf-8")
        assert "$" not in text
        assert "uv run grader next" in text


def test_untouched_stubs_are_not_started(student: Run, installed: Path) -> None:
    found = report(student, installed)
    assert [one["status"] for one in found["exercises"]] == ["not_started", "not_started"]
    assert (found["score"], found["max_score"]) == (0, 9)


def test_the_solved_course_passes(student: Run, solved: Path) -> None:
    found = report(student, solved)
    assert [one["status"] for one in found["exercises"]] == ["passed", "passed"]
    assert (found["score"], found["max_score"]) == (9, 9)


def test_neither_pytest_nor_hypothesis_is_imported(installed: Path, solved: Path) -> None:
    code = (
        "import sys; sys.argv[1:] = ['run', '--submission', sys.argv[1]]\n"
        "from grader.cli import main\n"
        "try:\n    main()\n"
        "finally:\n    print(sorted({'pytest', '_pytest', 'hypothesis'} & set(sys.modules)))"
    )
    python = python_of(installed)
    done = subprocess.run(
        [str(python), "-c", code, str(solved)], cwd=installed, capture_output=True, text=True
    )
    assert done.stdout.endswith("[]\n"), done.stderr
    assert "9 of 9 points" in done.stdout


def test_a_wrong_answer_is_told_with_its_task_and_case_but_no_answer(
    student: Run, solved: Path
) -> None:
    path = solved / "exercises/counter/counter.py"
    path.write_text(path.read_text().replace("print(self.total)", "print(-self.total)"))
    (check,) = [
        check
        for check in report(student, solved, "counter")["exercises"][0]["checks"]
        if check["status"] != "passed"
    ]
    assert (check["id"], check["expected"], check["got"]) == ("test_say", None, r"'-7\n'")
    assert ">>> Counter(7).say()" in check["transcript"]
    assert "Task 3 of the README asks" in check["message"]


def test_a_known_misconception_is_diagnosed(student: Run, solved: Path) -> None:
    source = FIXTURE / "grader/misconceptions/counter/forgets_start.py"
    shutil.copyfile(source, solved / "exercises/counter/counter.py")
    sentence = " ".join((ast.get_docstring(ast.parse(source.read_text())) or "").split())
    found = report(student, solved, "counter")["exercises"][0]["diagnosis"]
    assert found
    assert sentence.startswith(found)


def test_the_students_other_commands_work(student: Run) -> None:
    assert "counter" in student("list").stdout
    assert "## Tasks" in student("show", "counter").stdout
    assert "counter" in student("next").stdout
    assert "verify" not in student("--help").stdout
    assert "publish" not in student("--help").stdout


def test_it_works_in_a_folder_below(student: Run, installed: Path) -> None:
    done = student("run", "--submission", "../..", cwd=installed / "exercises" / "counter")
    assert (done.returncode, done.stderr) == (1, "")


def test_every_module_of_it_can_be_imported(installed: Path) -> None:
    code = (
        "import importlib, pkgutil, sys, grader\n"
        "for one in pkgutil.walk_packages(grader.__path__, 'grader.'):\n"
        "    if not one.name.startswith(('grader.observers', 'grader._exercises')):\n"
        "        if not one.name.endswith('__main__'): importlib.import_module(one.name)"
    )
    done = subprocess.run(
        [str(python_of(installed)), "-c", code], cwd=installed, capture_output=True, text=True
    )
    assert done.stderr == ""


def test_another_seed_than_the_keys_is_refused(student: Run, installed: Path) -> None:
    done = student("run", "--seed", "5")
    assert done.returncode == 2
    assert "was made with seed 0" in done.stderr
    assert report(student, installed)["seed"] == 0


@pytest.mark.parametrize("content", [b"", b"x", None])
def test_a_broken_key_is_refused(student: Run, installed: Path, content: bytes | None) -> None:
    path = installed / ".course/answers.key"
    whole = path.read_bytes()
    path.write_bytes(whole[:-9] if content is None else content)
    try:
        done = student("run", "counter")
    finally:
        path.write_bytes(whole)
    assert (done.returncode, done.stdout) == (3, "")
    assert "git checkout" in done.stderr
    assert "Traceback" not in done.stderr


def test_another_seed_is_another_key(course: Course, published: Path, tmp_path: Path) -> None:
    options = Options(seed=3, jobs=2)
    counter = course.select(["counter"])
    done = publish(course, counter, FIXTURE / "solutions", tmp_path / "p", options, SALT)
    assert (done.exercises, done.seed) == (1, 3)
    keys = [
        unpack((folder / ".course/answers.key").read_bytes(), "")
        for folder in (published, tmp_path / "p")
    ]
    assert keys[1].seed == 3
    asked = [
        {
            str(probe.values)
            for case in cases_of(key, "counter")["test_bump"]
            for probe in case.probes
        }
        for key in keys
    ]
    assert asked[1] - asked[0]
    assert not (tmp_path / "p/exercises/tree").exists()


def test_the_same_salt_gives_the_same_files(
    course: Course, published: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "again"
    publish(course, course.exercises, FIXTURE / "solutions", folder, Options(jobs=2), SALT)
    names = [p.relative_to(published) for p in sorted(published.rglob("*")) if p.is_file()]
    assert names == [p.relative_to(folder) for p in sorted(folder.rglob("*")) if p.is_file()]
    assert [n for n in names if (folder / n).read_bytes() != (published / n).read_bytes()] == []


def test_a_course_whose_solution_fails_is_not_published(tmp_path: Path) -> None:
    shutil.copytree(FIXTURE, tmp_path / "course")
    path = tmp_path / "course/solutions/counter/counter.py"
    path.write_text(path.read_text().replace("print(self.total)", "print()"))
    course = load_course(tmp_path / "course/exercises", tmp_path / "course/grader")
    with pytest.raises(CourseError, match="solution of counter fails test_say"):
        publish(
            course,
            course.select(["counter"]),
            tmp_path / "course/solutions",
            tmp_path / "p",
            Options(),
        )
    assert not (tmp_path / "p").exists()


def test_a_folder_that_holds_something_else_is_refused(course: Course, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(UsageError, match="didn't write"):
        publish(course, course.exercises, FIXTURE / "solutions", tmp_path, Options())
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two real exercises, published and committed."""
    from grader.delivery.repository import commit

    course = own_course()
    folder = tmp_path_factory.mktemp("real") / "repository"
    publish(course, course.select(REAL), ROOT / "solutions", folder, Options(jobs=2))
    commit(folder, "Course", "course@localhost")
    return folder


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """All that a student could read: files, what is in the wheel and the key, the git history."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and ".git" not in path.relative_to(folder).parts:
            yield path.relative_to(folder).as_posix(), path.read_bytes()
    (wheel,) = folder.glob(".course/*.whl")
    with zipfile.ZipFile(wheel) as packed:
        yield from ((f"{wheel.name}: {name}", packed.read(name)) for name in packed.namelist())
    key = unpack((folder / ".course/answers.key").read_bytes(), "")
    for name in key.exercises:
        yield f"key: {name}", msgspec.json.encode(cases_of(key, name))
    everything = ["git", "cat-file", "--batch-all-objects", "--batch", "--buffer"]
    yield "git", subprocess.run(everything, cwd=folder, capture_output=True, check=True).stdout


def hidden_lines(exercise: str) -> Iterator[tuple[str, str]]:
    """The distinctive lines of what students must not see, with their file."""
    shown = open_text(exercise)
    folders = [ROOT / "solutions" / exercise]
    folders += [ROOT / "grader" / kind / exercise for kind in ("variants", "misconceptions")]
    files = [path for folder in folders for path in folder.rglob("*.py")]
    files.append(ROOT / "grader" / "checks" / f"check_{exercise}.py")
    for path in files:
        source = path.read_text(encoding="utf-8")
        said = texts(source)
        for line in {line.strip() for line in source.splitlines()}:
            if len(line) < DISTINCTIVE or line.startswith(("from ", "import ")):
                continue
            if line not in shown and line not in said:
                yield line, str(path)


def open_text(exercise: str) -> str:
    """What a student may see of an exercise."""
    files = [*(ROOT / "exercises" / exercise).rglob("*.*"), ROOT / "exercises/course.toml"]
    files += (ROOT / "grader" / "observers").glob("*.py")
    return "\n".join(path.read_text(encoding="utf-8") for path in files if path.is_file())


def texts(source: str) -> str:
    """The texts in a module: probes and sentences, which are no secret."""
    nodes = ast.walk(ast.parse(source)) if "\n    def broken(" not in source else ()
    return "\n".join(
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


@pytest.mark.parametrize("exercise", REAL)
def test_no_line_of_what_is_hidden_can_be_found(real: Path, exercise: str) -> None:
    lines = dict(hidden_lines(exercise))
    assert len(lines) > 100
    everything = list(contents(real))
    for line, path in lines.items():
        found = [name for name, content in everything if line.encode() in content]
        assert found == [], f"{line!r} of {path}"


@pytest.mark.parametrize("exercise", REAL)
def test_no_answer_can_be_found(real: Path, exercise: str) -> None:
    course = own_course()
    files = read_submitted(ROOT / "solutions", course.find(exercise))
    recording = grade_and_record(Job(course.find(exercise), files, "")).recording
    probes = [p for cases in recording.values() for case in cases for p in case.probes]
    written = {probe.written for probe in probes if len(probe.written) >= LONG}
    assert len(written) > 3
    for name, content in contents(real):
        assert [answer for answer in written if answer in content] == [], name


def test_nothing_compiled_and_no_hidden_folder_is_in_it(real: Path) -> None:
    for name, content in contents(real):
        assert not name.endswith((".pyc", ".pyo"))
        assert b"solutions/" not in content or name == "git" or name.endswith(".py"), name
        for part in ("checks/", "variants/", "misconceptions/", "mutants/", "proof/", "delivery/"):
            assert f"grader/{part}" not in name


def test_the_wheel_needs_neither_pytest_nor_hypothesis(real: Path) -> None:
    (wheel,) = real.glob(".course/*.whl")
    with zipfile.ZipFile(wheel) as packed:
        (metadata,) = [n for n in packed.namelist() if n.endswith("METADATA")]
        required = packed.read(metadata).decode()
    assert "Requires-Dist: flask" in required
    assert "hypothesis" not in required
    assert "pytest" not in required
    assert "pytest" not in (real / "pyproject.toml").read_text()


def test_the_history_is_one_commit_of_nobody(real: Path) -> None:
    log = subprocess.run(
        ["git", "log", "--format=%an <%ae>"], cwd=real, capture_output=True, text=True, check=True
    )
    assert log.stdout == "Course <course@localhost>\n"
    status = ["git", "status", "--porcelain"]
    assert subprocess.run(status, cwd=real, capture_output=True, check=True).stdout == b""


def test_only_the_named_exercises_are_in_it(real: Path) -> None:
    assert sorted(path.name for path in (real / "exercises").iterdir()) == sorted(REAL)
    (wheel,) = real.glob(".course/*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert not any("long_polling" in name for name in names)
