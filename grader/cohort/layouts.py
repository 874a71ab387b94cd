"""Whose submission a folder or an archive is, by the names that classrooms give them.

alice/  alice.zip                                        the student's name is the file's
hw1-submissions/hw1-alice/                               `gh classroom clone student-repos`
Ada Lovelace_12345_assignsubmission_file_/work.zip       Moodle, with or without folders
lovelaceada_12345_67890_work.zip                         Canvas
submission_98765/  + submission_metadata.yml             Gradescope, which alone names groups
"""

import re
from collections.abc import Mapping

from grader.cohort.model import Student
from grader.errors import GraderError

METADATA = "submission_metadata.yml"
MOODLE = re.compile(r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_(?:file|onlinetext)(?:_.*)?")
CANVAS = re.compile(r"(?P<name>[^_\W]+)(?:_LATE)?_(?P<id>\d+)_\d+_.+")
CLONED = "-submissions"
"""What GitHub Classroom's command adds to an assignment's name for the folder of its clones."""
NO_YAML = (
    "{file} says who handed in what, but pyyaml is not installed here to read it; "
    "install underglass[cohort]."
)
BAD_METADATA = "{file} can't be read ({why}); export the submissions from Gradescope again."

Students = Mapping[str, tuple[Student, ...]]
"""The students of each of Gradescope's submissions, by the name of its folder."""


def students_of(name: str, known: Students, prefix: str = "") -> tuple[Student, ...]:
    """Who handed in the folder or archive `name` (without `.zip`): one student, or a group."""
    if name in known:
        return known[name]
    for pattern in (MOODLE, CANVAS):
        if found := pattern.fullmatch(name):
            return (Student(found["id"], found["name"]),)
    return (Student(name.removeprefix(prefix) or name),)


def cloned_prefix(folder: str, names: list[str]) -> str:
    """What `gh classroom clone` puts before each student's name in the folder `hw1-submissions`."""
    prefix = folder.removesuffix(CLONED) + "-"
    if folder.endswith(CLONED) and names and all(name.startswith(prefix) for name in names):
        return prefix
    return ""


def read_metadata(content: bytes, file: str) -> Students:
    """Gradescope's list of submissions. Raises GraderError where it can't be read."""
    try:
        import yaml
    except ImportError:
        raise GraderError(NO_YAML.format(file=file)) from None
    try:
        listed = yaml.load(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        return {
            str(folder): tuple(map(_submitter, about[":submitters"]))
            for folder, about in (listed or {}).items()
        }
    except (yaml.YAMLError, AttributeError, KeyError, TypeError, ValueError) as why:
        reason = " ".join(str(why).split())[:200]
        raise GraderError(BAD_METADATA.format(file=file, why=reason)) from None


def _submitter(said: Mapping[str, object]) -> Student:
    """A student as Gradescope has them: the id that the course gave, else the address."""
    name, email = str(said.get(":name") or ""), str(said.get(":email") or "")
    return Student(str(said.get(":sid") or email or name), name, email)
