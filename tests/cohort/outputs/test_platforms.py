"""The files for Canvas and Moodle, read by what their importers state.

`canvas` and `moodle` here apply the rules of Canvas's `lib/gradebook_importer.rb` and of Moodle's
`grade/import/csv/classes/load_data.php` to a file, and know nothing of how it was written.
"""

import csv
import io
import re
from pathlib import Path

import msgspec
import pytest

from grader.cohort.model import Column, Row
from grader.cohort.outputs.entries import Gradebook
from grader.cohort.outputs.platforms import titles, write_canvas, write_moodle
from grader.cohort.outputs.roster import Roster
from tests.cohort.outputs.made_up import COHORT, HALF, MadeUp, row, ungraded
from tests.cohort.outputs.test_roster import roster

Grades = dict[str, dict[str, str]]
ROSTER = (
    "id,canvas id,login,name,email,github\n"
    "1001,77,able,Ann Able,ann@x.edu,octo-ann\n"
    "1002,78,bunce,Bob Bunce,bob@x.edu,bob\n"
    "1003,,cole,Cy Cole,cy@x.edu,\n"
    "1004,80,dole,Di Dole,di@x.edu,di\n"
)


def canvas(text: str, ids: dict[str, str], sis: dict[str, str]) -> tuple[dict[str, float], Grades]:
    """Points possible and grades by user; `ids` and `sis` are Canvas's own records."""
    header, *lines = csv.reader(io.StringIO(text, newline=""))
    assert len(header) > 3
    assert "Student" in header[0]
    assert "ID" in header[1]
    assert re.search(r"SIS\s+User\s+ID", header[2])
    assert re.search(r"SIS\s+Login\s+ID", header[3])
    assert "Section" in header[4]
    own = "Current Score|Final Score|Current Grade|Final Grade|Override Score"
    titles = [title for title in header[5:] if not re.search(own, title)]
    possible: dict[str, float] = {}
    grades: Grades = {}
    for line in lines:
        assert len(line) == len(header)
        if "Points Possible" in line[0]:
            possible = {title: float(line[header.index(title)]) for title in titles}
            continue
        user = ids.get(line[1]) or sis.get(line[2])
        assert user, f"Canvas would ask who {line[:4]} is"
        grades[user] = {title: line[header.index(title)].strip() for title in titles}
    return possible, grades


def moodle(text: str, identifier: str, users: dict[str, str]) -> Grades:
    """Grades by user; an unknown user ends an import, and a blank one is taken for the last."""
    header, *lines = csv.reader(io.StringIO(text, newline=""))
    grades: Grades = {}
    user = ""
    for line in lines:
        assert len(line) == len(header), "csvweirdcolumns"
        cells = {name.strip(): cell.strip() for name, cell in zip(header, line, strict=True)}
        if cells[identifier] not in ("", "0"):
            assert cells[identifier] in users, "usermappingerror"
            user = users[cells[identifier]]
        taken = {
            name: cell
            for name, cell in cells.items()
            if name not in ("ID number", "Email address", "Username")
        }
        assert all(cell == "-" or 0 <= float(cell) <= 100 for cell in taken.values()), "badgrade"
        grades[user] = taken
    return grades


ROWS = (
    row("octo-ann"),
    row("1002", HALF),
    row("cole", HALF),
    row("eve"),
    ungraded("1004", "unreadable"),
)


@pytest.fixture
def known(tmp_path: Path) -> Roster:
    return roster(tmp_path, ROSTER)


def written(rows: tuple[Row, ...], known: Roster | None) -> tuple[str, str]:
    files = io.StringIO(), io.StringIO()
    write_canvas(Gradebook(MadeUp(rows), known), files[0])
    write_moodle(Gradebook(MadeUp(rows), known), files[1])
    return files[0].getvalue(), files[1].getvalue()


def test_canvas_takes_points_and_grades_of_those_who_have_any(known: Roster) -> None:
    ids, sis = {"77": "Ann", "78": "Bob", "80": "Di"}, {"1001": "Ann", "1003": "Cy"}
    possible, grades = canvas(written(ROWS, known)[0], ids, sis)
    assert possible == {"A counter": 3, "A queue": 1}
    assert grades == {
        "Ann": {"A counter": "3", "A queue": "1"},
        "Bob": {"A counter": "1", "A queue": "0"},
        "Cy": {"A counter": "1", "A queue": "0"},
    }


@pytest.mark.parametrize(
    ("identifier", "users"),
    [
        ("ID number", {"1001": "Ann", "1002": "Bob", "1003": "Cy"}),
        ("Email address", {"ann@x.edu": "Ann", "bob@x.edu": "Bob", "cy@x.edu": "Cy"}),
        ("Username", {"able": "Ann", "bunce": "Bob", "cole": "Cy"}),
    ],
)
def test_moodle_takes_the_same_by_any_identifier(
    known: Roster, identifier: str, users: dict[str, str]
) -> None:
    assert moodle(written(ROWS, known)[1], identifier, users) == {
        "Ann": {"A counter": "3", "A queue": "1"},
        "Bob": {"A counter": "1", "A queue": "0"},
        "Cy": {"A counter": "1", "A queue": "0"},
    }


def test_moodle_gets_no_column_of_identifiers_with_a_hole(tmp_path: Path) -> None:
    holed = roster(tmp_path, "id,login,email\n1,able,\n2,,b@x.edu\n")
    text = written((row("1"), row("2", HALF)), holed)[1]
    assert text.splitlines()[0] == "ID number,A counter,A queue"
    assert list(moodle(text, "ID number", {"1": "Ann", "2": "Bob"})) == ["Ann", "Bob"]


def test_who_handed_in_twice_is_in_neither(tmp_path: Path) -> None:
    known = roster(tmp_path, "id,github\n1,ann\n2,bob\n")
    for text in written((row("1"), row("ann", HALF), row("2")), known):
        assert [line.split(",")[0] for line in text.splitlines() if line[0] in "12"] == ["2"]


def test_without_a_roster_the_submission_s_id_is_the_identifier() -> None:
    texts = written((row("1001", name="Somebody Else"),), None)
    assert "Somebody Else" not in texts[0]
    assert canvas(texts[0], {}, {"1001": "Ann"})[1] == {"Ann": {"A counter": "3", "A queue": "1"}}
    assert list(moodle(texts[1], "ID number", {"1001": "Ann"})) == ["Ann"]


def test_a_student_named_points_possible_is_a_student(tmp_path: Path) -> None:
    known = roster(tmp_path, "id,name\n1,Points Possible\n")
    assert list(canvas(written((row("1"),), known)[0], {}, {"1": "Ann"})[1]) == ["Ann"]


def test_titles_that_a_platform_would_misunderstand_are_ids() -> None:
    said = ["Final Score", "Ratio (12)", "Twice", "Twice", "", "A\nqueue"]
    columns = [Column(f"e{place}", title, 1, ()) for place, title in enumerate(said)]
    assert titles(columns) == ["e0", "e1", "e2", "e3", "e4", "A queue"]


def test_no_name_of_a_course_is_needed() -> None:
    empty = msgspec.structs.replace(COHORT, columns=())
    file = io.StringIO()
    write_canvas(Gradebook(MadeUp((), empty)), file)
    assert file.getvalue().startswith("Student,ID,SIS User ID,SIS Login ID,Section\r\n")
