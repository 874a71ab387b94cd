"""A new exercise's files, to be filled in: `grader new`.

    scaffold/*.txt ──▶ stub, READMEs, solution, checks, a variant, a misconception, a course entry

What it writes is a small exercise that already works: `grader verify` says what it still lacks.
"""

import importlib.util
import keyword
import re
from collections.abc import Iterator
from pathlib import Path
from string import Template

from grader.course import Course, fingerprint
from grader.errors import UsageError

TEMPLATES = Path(__file__).parent / "scaffold"
NAME = re.compile(r"[a-z][a-z0-9_]*")
NO_NAME = (
    "“{name}” can't be an exercise's name: it is a Python module's, of small letters, digits and _."
)
TAKEN = "There is an exercise “{name}” already; choose another name."
SHADOWS = (
    "“{name}” is a module of Python's or of an installed package, which the exercise would hide; "
    "choose another name."
)
NO_CHECKOUT = (
    "Exercises are added to a checkout of the course, and this grader is installed without one."
)
STANDS = "{path} exists already; move it away, or choose another name."


def scaffold(course: Course, name: str) -> list[Path]:
    """Write the files of a new exercise; which. Raises UsageError, and then writes none."""
    refuse_name(course, name)
    course_file = Path(course.folder, "course.toml")
    files = dict(new_files(course, name))
    for path in files:
        if path.exists():
            raise UsageError(STANDS.format(path=path))
    entry = filled("course.toml.txt", name)
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    with course_file.open("a", encoding="utf-8") as file:
        file.write(entry)
    return [*files, course_file]


def refuse_name(course: Course, name: str) -> None:
    """Raise UsageError when no new exercise can have this name."""
    if not NAME.fullmatch(name) or keyword.iskeyword(name):
        raise UsageError(NO_NAME.format(name=name))
    if any(exercise.id == name for exercise in course.exercises):
        raise UsageError(TAKEN.format(name=name))
    if importlib.util.find_spec(name) is not None:
        raise UsageError(SHADOWS.format(name=name))
    if not Path(course.folder).parent.joinpath("solutions").is_dir():
        raise UsageError(NO_CHECKOUT)


def new_files(course: Course, name: str) -> Iterator[tuple[Path, str]]:
    """Where each file goes, and what it holds."""
    exercise = Path(course.folder, name)
    hidden = Path(course.hidden)
    yield exercise / "README.md", filled("README.md.txt", name)
    yield exercise / "README.zh-CN.md", filled("README.zh-CN.md.txt", name)
    yield exercise / f"{name}.py", filled("stub.py.txt", name)
    solutions = exercise.parent.parent / "solutions"
    yield solutions / name / f"{name}.py", filled("solution.py.txt", name)
    yield hidden / "checks" / f"check_{name}.py", filled("checks.py.txt", name)
    yield hidden / "variants" / name / "by_adding.py", filled("variant.py.txt", name)
    yield hidden / "misconceptions" / name / "squares.py", filled("misconception.py.txt", name)


def filled(template: str, name: str) -> str:
    """A template with the exercise's name, title and fingerprint filled in."""
    stub = (TEMPLATES / "stub.py.txt").read_bytes()
    return Template((TEMPLATES / template).read_text(encoding="utf-8")).substitute(
        name=name,
        title=name.replace("_", " ").capitalize(),
        stub=fingerprint({f"{name}.py": stub}),
    )
