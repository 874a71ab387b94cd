"""Every submission and every student of the roster is in the gradebook, exactly once."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from grader.cohort.model import Row
from grader.cohort.outputs.entries import Gradebook
from grader.cohort.outputs.roster import KEYS, Member, Roster
from tests.cohort.outputs.made_up import STEADY, MadeUp, row, ungraded
from tests.cohort.outputs.test_roster import roster

SOME = st.lists(st.sampled_from("abcdefgh"), unique=True)


def members(*ids: str) -> Roster:
    made = tuple(Member(id=id, line=line) for line, id in enumerate(ids, 2))
    index: dict[str, dict[str, tuple[int, ...]]] = {key: {} for key in KEYS}
    index["id"] = {id: (at,) for at, id in enumerate(ids)}
    return Roster(made, index)


def listed(rows: tuple[Row, ...], known: Roster | None) -> list[tuple[str, str]]:
    return [(entry.id, entry.match) for entry in Gradebook(MadeUp(rows), known).entries()]


def test_without_a_roster_each_submission_is_an_entry() -> None:
    assert listed((row("b"), row("a")), None) == [("a", "no_roster"), ("b", "no_roster")]


def test_strangers_and_missing_students_are_listed() -> None:
    rows = (row("ann"), row("eve"))
    assert listed(rows, members("bob", "ann")) == [
        ("ann", "matched"),
        ("eve", "unmatched"),
        ("bob", "missing"),
    ]


def test_two_submissions_of_one_student_are_both_listed_and_told(tmp_path: Path) -> None:
    known = roster(tmp_path, "id,github\n1,ann\n")
    entries = list(Gradebook(MadeUp((row("1"), row("ann"))), known).entries())
    assert [entry.match for entry in entries] == ["contested", "contested"]
    assert all("1, ann" in entry.reason for entry in entries)
    assert not any(entry.importable for entry in entries)


def test_a_submission_that_another_one_replaces_is_no_rival() -> None:
    rows = (row("ann", source="late"), ungraded("ann", "duplicate", source="early"))
    entries = list(Gradebook(MadeUp(rows), members("ann")).entries())
    assert [(e.match, e.counts, e.importable) for e in entries] == [
        ("matched", False, False),
        ("matched", True, True),
    ]


def test_what_is_not_graded_has_no_score_rather_than_none_of_the_points() -> None:
    rows = (row("a", (("failed", "failed"), ("failed",))), ungraded("b", "failed"))
    entries = list(Gradebook(MadeUp(rows), members("a", "b", "c")).entries())
    assert [entry.score for entry in entries] == [0, None, None]


@STEADY
@given(SOME, SOME)
def test_nobody_is_dropped_and_nobody_invented(handed_in: list[str], known: list[str]) -> None:
    found = listed(tuple(map(row, handed_in)), members(*known))
    assert sorted(id for id, _ in found) == sorted({*handed_in, *known})
    assert {id for id, match in found if match == "missing"} == {*known} - {*handed_in}
    assert {id for id, match in found if match == "unmatched"} == {*handed_in} - {*known}
