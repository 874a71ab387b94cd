"""A roster is read however a spreadsheet saves it, and a submission matched by any key of it."""

from pathlib import Path

import pytest

from grader.cohort.model import Student
from grader.cohort.outputs.roster import Roster, read_roster
from grader.errors import UsageError

LINES = "id,name,GitHub-Username\n1001,Ann Able,octo-ann\n1002,李雷,lilei\n"


def roster(folder: Path, text: str, encoding: str = "utf-8") -> Roster:
    path = folder / "roster.csv"
    path.write_bytes(text.encode(encoding))
    return read_roster(path)


def ids(roster: Roster) -> list[str]:
    return [member.id for member in roster.members]


def found(roster: Roster, id: str, email: str = "") -> str | None:
    member = roster.find(Student(id, email=email)).member
    return member.id if member else None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_delimiter_and_unicode_encoding_is_read(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    read = roster(tmp_path, LINES.replace(",", delimiter).replace("\n", "\r\n"), encoding)
    assert [(m.id, m.name, m.github) for m in read.members] == [
        ("1001", "Ann Able", "octo-ann"),
        ("1002", "李雷", "lilei"),
    ]


def test_a_delimiter_within_quotes_does_not_count(tmp_path: Path) -> None:
    read = roster(tmp_path, '"name; first, second, third";id\n"Able; Ann, B., C.";7\n')
    assert ids(read) == ["7"]


@pytest.mark.parametrize("id", ["1001", "octo-ann", "OCTO-Ann"])
def test_a_submission_is_matched_by_id_or_github_username_in_any_case(
    tmp_path: Path, id: str
) -> None:
    assert found(roster(tmp_path, LINES), id) == "1001"


def test_a_submission_is_matched_by_its_email_when_its_id_is_unknown(tmp_path: Path) -> None:
    read = roster(tmp_path, "sid,e-mail\n7,Ann@x.edu\n")
    assert found(read, "submission_991", "ann@X.edu") == "7"


def test_a_stranger_is_nobody(tmp_path: Path) -> None:
    assert found(roster(tmp_path, LINES), "1003") is None
    assert found(roster(tmp_path, LINES), "") is None


def test_a_key_that_two_students_share_matches_neither(tmp_path: Path) -> None:
    read = roster(tmp_path, "id,github\n1,ann\n2,Ann\n3,bob\n")
    assert [found(read, id) for id in ("ann", "1", "2", "bob")] == [None, "1", "2", "3"]
    assert "ann" in read.find(Student("ann")).reason
    assert len(list(read.shared())) == 1


def test_a_canvas_export_is_a_roster(tmp_path: Path) -> None:
    read = roster(
        tmp_path,
        "Student,ID,SIS User ID,SIS Login ID,Section,Ratio (12)\n"
        "    Points Possible,,,,,5\n"
        '"Able, Ann",77,1001,ann@x.edu,A,\n'
        '"Bunce, Bob",78,,bob@x.edu,A,\n',
    )
    assert [(m.id, m.canvas_id, m.login, m.name) for m in read.members] == [
        ("1001", "77", "ann@x.edu", "Able, Ann"),
        ("bob@x.edu", "78", "bob@x.edu", "Bunce, Bob"),
    ]


def test_a_moodle_export_is_a_roster(tmp_path: Path) -> None:
    read = roster(tmp_path, "First name,Surname,ID number,Email address\nAnn,Able,1001,ann@x.edu\n")
    assert [(m.id, m.name, m.email) for m in read.members] == [("1001", "Ann Able", "ann@x.edu")]


def test_blank_lines_and_short_lines_are_no_trouble(tmp_path: Path) -> None:
    assert ids(roster(tmp_path, "id,name,email\n1\n\n,,\n2,B\n")) == ["1", "2"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no column"),
        (b"nickname,email\nx,y\n", "“nickname”"),
        (b"id,name\n1,A\n,B\n", "line 3"),
        (b"id,name\n1,\xff\n", "UTF-8"),
        (b'id,name\n1,"A\n', "line 2"),
        (b'id,name\n1,"A"B\n', "line 2"),
    ],
)
def test_a_roster_that_cannot_be_read_is_refused_in_one_sentence(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=said) as refused:
        read_roster(path)
    assert "\n" not in str(refused.value)


def test_a_roster_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nobody\.csv"):
        read_roster(tmp_path / "nobody.csv")
