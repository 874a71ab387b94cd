"""The roster: who is in the class, by the names that the university and GitHub give them.

    read_roster(path) → Roster      a CSV file with a header; docs/gradebook.md lists its columns
    roster.find(student) → Found    the member that a submission belongs to, or why there is none

A submission is matched by the id, the GitHub username, the login, the email address or the Canvas
ids of a member, in this order, whatever the case. A key that two members share matches nobody: a
grade that goes to the wrong student is worse than one that is told to be unmatched.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from grader.cohort.model import Student
from grader.errors import UsageError

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": (
        "id", "student id", "student number", "id number", "sid", "sis user id", "sis id",
        "identifier", "matriculation number", "学号",
    ),
    "name": ("name", "full name", "student name", "student", "display name", "姓名"),
    "first": ("first name", "firstname", "given name"),
    "last": ("last name", "lastname", "surname", "family name"),
    "email": ("email", "email address", "e mail", "mail", "邮箱", "电子邮件"),
    "github": ("github", "github username", "github login", "github user", "github id"),
    "login": ("username", "user name", "login", "login id", "sis login id", "用户名"),
    "canvas_id": ("canvas id", "canvas user id"),
    "section": ("section", "group", "班级"),
}  # fmt: skip
"""Names of the columns that are read, without regard to case, `-` and `_`; the first one counts."""
KEYS = ("id", "github", "login", "email", "canvas_id")
"""What a submission is matched by, in this order."""
DELIMITERS = (",", ";", "\t")

UNREADABLE = "The roster {path} can't be read: {reason}. Name a CSV file that is there."
NOT_UTF8 = "The roster {path} is not UTF-8 text; save it as “CSV UTF-8” and try again."
NOT_CSV = "The roster {path} can't be read as CSV, line {line}: {reason}. Mend that line."
NO_ID_COLUMN = (
    "The roster {path} has no column with the students' ids; its first line holds {found}. "
    "Name one of them “id”."
)
NO_ID = "The roster {path}, line {line}, names no id. Fill it in, or delete the line."
SHARED = (
    "The roster gives {key} “{value}” to {count} students; mend it, as it matches none of them."
)


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """A student of the class, as the roster has them; what it doesn't tell is empty."""

    id: str
    name: str = ""
    email: str = ""
    github: str = ""
    login: str = ""
    canvas_id: str = ""
    section: str = ""
    line: int
    """Where in the roster."""


class Found(msgspec.Struct, frozen=True):
    """The member that a submission belongs to, or why none could be told."""

    member: Member | None
    reason: str = ""


class Roster(msgspec.Struct, frozen=True):
    """A class, in the roster's order."""

    members: tuple[Member, ...]
    index: Mapping[str, Mapping[str, tuple[int, ...]]]
    """For each of KEYS, the members with that value, case folded."""

    def find(self, student: Student) -> Found:
        """Whose submission it is."""
        for value in filter(None, (student.id, student.email)):
            for key in KEYS:
                places = self.index[key].get(value.casefold(), ())
                if len(places) == 1:
                    return Found(self.members[places[0]])
                if places:
                    return Found(None, SHARED.format(key=key, value=value, count=len(places)))
        return Found(None)

    def shared(self) -> Iterator[str]:
        """What must be told about keys that several members have."""
        for key in KEYS:
            for places in self.index[key].values():
                if len(places) > 1:
                    value = getattr(self.members[places[0]], key)
                    yield SHARED.format(key=key, value=value, count=len(places))


def read_roster(path: Path) -> Roster:
    """Read a roster. Raises UsageError that says what to mend."""
    lines = _lines(path, _text(path))
    header, *rest = lines if lines else [(1, [])]
    places = _places(header[1])
    if "id" not in places:
        found = ", ".join(f"“{name}”" for name in header[1]) or "nothing"
        raise UsageError(NO_ID_COLUMN.format(path=path, found=found))
    members = tuple(
        _member(path, line, cells, places)
        for line, cells in rest
        if any(cells) and not _points_possible(cells)
    )
    return Roster(members, {key: _by(key, members) for key in KEYS})


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as reason:
        raise UsageError(UNREADABLE.format(path=path, reason=reason.strerror)) from None
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise UsageError(NOT_UTF8.format(path=path)) from None


def _lines(path: Path, text: str) -> list[tuple[int, list[str]]]:
    """The lines with their numbers, split at the delimiter that gives the header most columns."""
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=lambda each: len(next(csv.reader([first], delimiter=each), [])))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines = []
    try:
        for cells in reader:
            lines.append((reader.line_num, [cell.strip() for cell in cells]))
    except csv.Error as reason:
        raise UsageError(NOT_CSV.format(path=path, line=reader.line_num, reason=reason)) from None
    return lines


def _places(header: Sequence[str]) -> dict[str, int]:
    """Where each known column is. In a Canvas export `ID` is Canvas's own and not the student's."""
    names = [re.sub(r"[\s_-]+", " ", name).strip().casefold() for name in header]
    if "sis user id" in names:
        names = ["canvas id" if name == "id" else name for name in names]
    return {
        field: names.index(known[0])
        for field, accepted in COLUMNS.items()
        if (known := [name for name in accepted if name in names])
    }


def _member(path: Path, line: int, cells: Sequence[str], places: Mapping[str, int]) -> Member:
    told = {field: cells[place] if place < len(cells) else "" for field, place in places.items()}
    whole = " ".join(filter(None, (told.pop("first", ""), told.pop("last", ""))))
    told["name"] = told.get("name", "") or whole
    told["id"] = told["id"] or next((told[key] for key in KEYS if told.get(key)), "")
    if not told["id"]:
        raise UsageError(NO_ID.format(path=path, line=line))
    return Member(**told, line=line)


def _points_possible(cells: Sequence[str]) -> bool:
    """The second line of a Canvas export, which is no student."""
    return "points possible" in cells[0].casefold()


def _by(key: str, members: Sequence[Member]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for place, member in enumerate(members):
        if value := getattr(member, key).casefold():
            found[value] = (*found.get(value, ()), place)
    return found
