"""What a student's grader consists of: this package without all that only an instructor needs.

    stage(course, selected, folder) → folder/grader/, a package that grades by an answer key

Nothing of the checks, the proof and the solutions goes in. What is left out is named here, and
`tests/delivery` looks through what comes out.
"""

import re
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from grader.checklist import PUBLISHED, CheckInfo
from grader.course import Course, Exercise, load_course

PACKAGE = Path(__file__).parent.parent
FOLDERS = ("commands", "evening", "locale", "page", "reporters", "subject", "web")
"""The folders of the package that a student's has, too. One that isn't named stays here."""
INSTRUCTORS = (
    "commands/cohort.py",
    "commands/new.py",
    "commands/publish.py",
    "commands/verify.py",
    "plugin.py",
    "shrinking.py",
    "replay.py",
    "stateful.py",
)
"""Modules that only an instructor needs."""
DATA = ("schema.json",)
"""What is taken beside the package's own modules."""
NOT_NEEDED = ("__pycache__", "*.po", "*.pyc")
PACKED = "_exercises"
SECTION = re.compile(r"^(?=\[exercise\.)", re.MULTILINE)
AFTER = re.compile(r"^after = \[(.*?)\]\n", re.MULTILINE | re.DOTALL)


def stage(course: Course, selected: Sequence[Exercise], folder: Path) -> Course:
    """Write a student's package into `folder`; the course as that package has it.

    Its diagnoses are still to be written. Raises CourseError.
    """
    package = folder / "grader"
    shutil.copytree(PACKAGE, package, ignore=_ignored)
    left_out = {one.id for one in course.exercises} - {one.id for one in selected}
    (package / "observers").mkdir()
    for path in sorted(Path(course.hidden, "observers").glob("*.py")):
        if path.stem not in left_out:
            shutil.copyfile(path, package / "observers" / path.name)
    put_exercises(course, selected, package / PACKED)
    checks = {one.id: [_known(check) for check in graded(one)] for one in selected}
    (package / PUBLISHED).write_bytes(msgspec.json.format(msgspec.json.encode(checks), indent=1))
    return load_course(package / PACKED, package)


def _ignored(folder: str, names: list[str]) -> set[str]:
    inside = Path(folder).relative_to(PACKAGE)
    left_out = {name for name in names if (inside / name).as_posix() in INSTRUCTORS}
    if folder == str(PACKAGE):
        left_out |= {name for name in names if not name.endswith(".py")} - {*FOLDERS, *DATA}
    return left_out | shutil.ignore_patterns(*NOT_NEEDED)(folder, names)


def graded(exercise: Exercise) -> list[CheckInfo]:
    """The checks that a key can stand for: all that aren't live."""
    return [check for check in exercise.checks if not check.live]


def _known(check: CheckInfo) -> CheckInfo:
    """What a student may know of a check."""
    return msgspec.structs.replace(check, kept="")


def put_exercises(course: Course, selected: Sequence[Exercise], folder: Path) -> None:
    """The stubs, the READMEs and the course file of the selected exercises."""
    for exercise in selected:
        for name in files_of(exercise):
            target = folder / exercise.id / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(Path(exercise.folder, name), target)
    text = Path(course.folder, "course.toml").read_text(encoding="utf-8")
    (folder / "course.toml").write_bytes(course_file(text, selected).encode())


def files_of(exercise: Exercise) -> list[str]:
    """All that lies in the folder of an exercise, by path: READMEs, stubs, what else it shows."""
    folder = Path(exercise.folder)
    files = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in files if "__pycache__" not in path.parts)


def course_file(text: str, selected: Sequence[Exercise]) -> str:
    """A course file with the selected exercises alone, and what they come after among them."""
    wanted = {exercise.id: exercise for exercise in selected}
    head, *sections = SECTION.split(text)
    kept = [section for section in sections if _named(section) in wanted]
    return head + "".join(_section(one, wanted[_named(one)], wanted.keys()) for one in kept)


def _named(section: str) -> str:
    return section.removeprefix("[exercise.").partition("]")[0].strip("\"'")


def _section(text: str, exercise: Exercise, known: Iterable[str]) -> str:
    after = [f'"{name}"' for name in exercise.entry.after if name in known]
    live = {check.id for check in exercise.checks if check.live}
    kept = [line for line in text.splitlines(True) if not _points_of(line, live)]
    return AFTER.sub(f"after = [{', '.join(after)}]\n" if after else "", "".join(kept))


def _points_of(line: str, checks: Iterable[str]) -> bool:
    """Whether a line gives points to one of these checks."""
    return any(re.match(rf"points\.{name}\s*=", line) for name in checks)
