"""What ties a student's grader to their answer key: where it is, and which one it must be."""

import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from grader.course import Course

KEY = ".course/answers.key"
"""In a student's repository."""


class KeyPlace(msgspec.Struct, frozen=True):
    """Where the answer key is, and which one it must be."""

    path: str
    course: str
    version: str
    """See `course_version`."""


def find_key() -> Path:
    """The answer key: of the repository that has this installation, or of the one we are in."""
    here = Path.cwd()
    places = [folder / KEY for folder in (Path(sys.prefix).parent, here, *here.parents)]
    return next((place for place in places if place.is_file()), here / KEY)


def course_version(course: "Course") -> str:
    """A digest of all that an answer key rests on, but for the checks themselves."""
    known = [
        [e.id, e.patterns, e.entry.libraries, [(check.id, check.points) for check in e.checks]]
        for e in course.exercises
    ]
    digest = hashlib.sha256(msgspec.json.encode(known))
    for path in sorted(Path(course.hidden, "observers").glob("*.py")):
        digest.update(b"\0".join([path.name.encode(), *path.read_bytes().splitlines()]))
    return digest.hexdigest()[:24]
