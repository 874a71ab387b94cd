"""The course as data: `exercises/course.toml`, the folders beside it and the hidden checks.

The folder decides: an exercise `x` is `exercises/x/` with its README and stub, listed in the course
file; `grader/checks/check_x.py`, `grader/observers/x.py`, `grader/variants/x/` and
`grader/misconceptions/x/` are found by its name.

A student's grader has no checks: `grader/checks.json` says what is known of them without running
them, and `.course/answers.key` in their repository what was asked (`grader.key`).
"""

import difflib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

import msgspec

from grader.checklist import CheckInfo, Published, read_checks, read_published
from grader.content import fingerprint as fingerprint
from grader.diagnosis import Diagnoses, read_diagnoses
from grader.errors import CourseError, UsageError
from grader.language import Language, _
from grader.published import KeyPlace, course_version, find_key

HIDDEN = Path(__file__).parent
"""Where the checks of this grader's own course are."""
AMBIGUOUS = "“{name}” is the beginning of more than one exercise: {names}."
UNKNOWN = "There is no exercise “{name}”; `grader list` shows them all."
UNKNOWN_BUT_NEAR = "There is no exercise “{name}”; did you mean “{near}”?"
Reveal = Literal["after_pass", "never"]
README = {"en": "README.md", "zh": "README.zh-CN.md"}
TASKS = re.compile(r"^## (?:Tasks|任务)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
TASK = re.compile(r"^(\d+)\. (.*?)(?=^\d+\. |\Z)", re.MULTILINE | re.DOTALL)


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A short text in the course's two languages."""

    en: str
    zh: str

    def in_language(self, lang: Language) -> str:
        return self.zh if lang == "zh" else self.en


class RealLife(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an exercise is in real life, told after a pass."""

    name: str
    """Dotted: the place to read, such as `werkzeug.local.Local`."""
    text: Text


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the course file says of one exercise."""

    title: Text
    level: int
    stub: str
    """The fingerprint of the untouched stub, by which `not_started` is known."""
    files: tuple[str, ...] = ()
    """Patterns of the files that a student edits, relative to the exercise's folder; by default
    the one module that has the exercise's name."""
    after: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()
    """What the subject imports before the student's code; must be what the exercise needs."""
    waits: bool = False
    """Whether right answers take waiting; then a key asks several subjects at once."""
    points: Mapping[str, int] = {}
    """Points of the checks that are worth more than one."""
    hints: tuple[Text, ...] = ()
    real_life: RealLife | None = None
    """Where the same thing is done in a library that everybody uses."""


class CourseFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    version: str
    exercise: dict[str, Entry]
    solutions: Reveal = "after_pass"


class Exercise(msgspec.Struct, frozen=True):
    """One exercise: all that grading it needs to know, and nothing that can't be pickled."""

    id: str
    entry: Entry
    folder: str
    """Where its README and stub are."""
    checks_file: str
    """Empty where an answer key stands for it."""
    checks: tuple[CheckInfo, ...]
    observers: str
    """Source of its observers; empty where it has none."""
    diagnoses: Mapping[str, str] = {}
    """What to say to whom, see `grader.diagnosis`."""
    key: KeyPlace | None = None
    """By which answer key it is graded; None where the checks are here."""

    @property
    def module(self) -> str | None:
        """The module that every probe sees; None where the exercise is a tree of packages."""
        return None if self.entry.files else self.id

    @property
    def patterns(self) -> tuple[str, ...]:
        return self.entry.files or (f"{self.id}.py",)

    @property
    def max_score(self) -> int:
        return sum(check.points for check in self.checks)

    def readme(self, lang: Language) -> str:
        return (Path(self.folder) / README[lang]).read_text(encoding="utf-8")

    def tasks(self, lang: Language = "en") -> dict[int, str]:
        """The numbered tasks of the README."""
        return read_tasks(self.readme(lang))


class Course(msgspec.Struct, frozen=True):
    """A whole course."""

    name: str
    version: str
    folder: str
    """Holds the stubs."""
    hidden: str
    """Holds checks/, observers/, variants/ and misconceptions/."""
    exercises: tuple[Exercise, ...]
    solutions: Reveal = "after_pass"
    """When the instructor lets a student see a solution."""

    def find(self, name: str) -> Exercise:
        """The exercise of that name or unique prefix. Raises UsageError with the nearest name."""
        matches = [e for e in self.exercises if e.id == name] or [
            e for e in self.exercises if e.id.startswith(name)
        ]
        if len(matches) == 1:
            return matches[0]
        if matches:
            names = ", ".join(e.id for e in matches)
            raise UsageError(_(AMBIGUOUS).format(name=name, names=names))
        near = difflib.get_close_matches(name, [e.id for e in self.exercises], 1, 0.4)
        told = _(UNKNOWN_BUT_NEAR if near else UNKNOWN)
        raise UsageError(told.format(name=name, near="".join(near)))

    def select(self, names: Iterable[str]) -> tuple[Exercise, ...]:
        """The named exercises in the course's order; all when none is named."""
        wanted = {self.find(name).id for name in names}
        return tuple(e for e in self.exercises if not wanted or e.id in wanted)


def own_course() -> Course:
    """The course that belongs to this grader: packed into it, or beside it in a checkout."""
    packed = HIDDEN / "_exercises"
    return load_course(packed if packed.is_dir() else HIDDEN.parent / "exercises", HIDDEN)


def load_course(folder: Path, hidden: Path) -> Course:
    """Read a course. Raises CourseError naming the file, the place and what to change."""
    path = folder / "course.toml"
    try:
        data = msgspec.toml.decode(path.read_bytes(), type=CourseFile)
    except FileNotFoundError:
        raise CourseError(f"There is no course file {path}; a course has one.") from None
    except (msgspec.MsgspecError, ValueError) as reason:
        raise CourseError(
            f"{path} can't be read: {reason}. Mend that line and try again."
        ) from None
    _check_entries(path, folder, data)
    diagnoses = read_diagnoses(hidden)
    published = read_published(hidden)
    exercises = tuple(
        load_exercise(name, entry, folder, hidden, diagnoses.get(name, {}), published)
        for name, entry in data.exercise.items()
    )
    course = Course(data.name, data.version, str(folder), str(hidden), exercises, data.solutions)
    return course if published is None else _with_key(course)


def _with_key(course: Course) -> Course:
    place = KeyPlace(str(find_key()), course.name, course_version(course))
    exercises = tuple(msgspec.structs.replace(one, key=place) for one in course.exercises)
    return msgspec.structs.replace(course, exercises=exercises)


def _check_entries(path: Path, folder: Path, data: CourseFile) -> None:
    names = list(data.exercise)
    for name, entry in data.exercise.items():
        if not (folder / name).is_dir():
            raise CourseError(
                f"{path} names the exercise “{name}”, but {folder / name} is missing."
            )
        earlier = names[: names.index(name)]
        for other in entry.after:
            if other not in earlier:
                raise CourseError(
                    f"{path}: “{name}” comes after “{other}”, but no exercise above it has that "
                    "name; mend `after`, or the order."
                )


def load_exercise(
    name: str,
    entry: Entry,
    folder: Path,
    hidden: Path,
    diagnoses: Diagnoses,
    published: Published | None = None,
) -> Exercise:
    """Everything about one exercise. Raises CourseError."""
    checks_file = hidden / "checks" / f"check_{name}.py"
    observers = hidden / "observers" / f"{name}.py"
    if published is None and not checks_file.is_file():
        raise CourseError(f"The exercise “{name}” has no checks: {checks_file} is missing.")
    if published is None:
        checks = read_checks(checks_file, entry.points)
    else:
        checks = published.get(name, ())
    if unknown := set(entry.points) - {check.id for check in checks}:
        raise CourseError(
            f"course.toml gives points to {', '.join(sorted(unknown))}, "
            f"but {checks_file.name} has no such check; mend `points` of “{name}”."
        )
    return Exercise(
        id=name,
        entry=entry,
        folder=str(folder / name),
        checks_file=str(checks_file) if published is None else "",
        checks=checks,
        observers=observers.read_text(encoding="utf-8") if observers.is_file() else "",
        diagnoses=diagnoses,
    )


def read_tasks(readme: str) -> dict[int, str]:
    """The numbered items under the heading Tasks (任务)."""
    section = TASKS.search(readme)
    if section is None:
        return {}
    return {int(n): " ".join(text.split()) for n, text in TASK.findall(section.group(1))}
