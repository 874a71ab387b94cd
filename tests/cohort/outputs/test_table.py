"""The CSV says all, says it the same each time, and never gives a spreadsheet a formula."""

import csv
import io
from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.cohort.model import Row
from grader.cohort.outputs.entries import Gradebook
from grader.cohort.outputs.table import FORMULA, NUMBER, neutral, original, write_csv, write_table
from tests.cohort.outputs.made_up import COHORT, HALF, STEADY, MadeUp, row, ungraded
from tests.cohort.outputs.test_entries import members

HEADER = ["id", "name", "submission", "roster", "counter", "queue"]
HEADER += ["total", "max", "outcome", "reason"]
HOSTILE = [
    "=1+1",
    "+cmd",
    "-cmd|' /C calc'!A0",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "'=1",
    " =1",
    "\uff1d1",
]
CELLS = st.one_of(
    st.text(max_size=8), st.sampled_from([*HOSTILE, "-3", "+4.5", "a,b;c", '"', "é\n"])
)


def text(rows: tuple[Row, ...], known: bool = False) -> str:
    file = io.StringIO()
    write_csv(Gradebook(MadeUp(rows), members("ann", "zoe") if known else None), file)
    return file.getvalue()


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def test_a_row_a_student_a_column_an_exercise() -> None:
    rows = (row("ann", name="Ann"), row("bob", HALF), ungraded("eve", "empty"))
    assert read(text(rows, known=True)) == [
        HEADER,
        ["ann", "Ann", "ann", "matched", "3", "1", "4", "4", "graded", ""],
        ["bob", "", "bob", "unmatched", "1", "0", "1", "4", "graded", "not in the roster"],
        ["eve", "", "eve", "unmatched", "", "", "", "4", "empty", "it is empty; not in the roster"],
        ["zoe", "", "", "missing", "", "", "", "4", "missing", "nothing was handed in"],
    ]  # fmt: skip


def test_the_same_class_in_any_order_is_the_same_file() -> None:
    rows = [row("ann"), row("bob", HALF), row("bob", source="again"), ungraded("eve", "empty")]
    assert text(tuple(rows)) == text(tuple(reversed(rows)))


@pytest.mark.parametrize("cell", HOSTILE)
def test_no_cell_begins_like_a_formula(cell: str) -> None:
    assert read(text((row(cell, name=cell, source=cell),)))[1][:3] == [f"'{cell}"] * 3


def test_a_negative_number_stays_a_number() -> None:
    assert [neutral(cell) for cell in ("-3", "+4.5", "-3-1")] == ["-3", "+4.5", "'-3-1"]


@STEADY
@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=4))
def test_what_is_written_is_read_back(rows: list[list[str]]) -> None:
    file = io.StringIO(newline="")
    write_table(file, ["a", "b"], rows)
    cells = read(file.getvalue())[1:]
    assert [[original(cell) for cell in line] for line in cells] == rows
    for cell in (cell for line in cells for cell in line):
        assert cell[:1] not in ("=", "+", "-", "@", "\t", "\r") or NUMBER.fullmatch(cell)


@STEADY
@given(st.text())
def test_a_cell_is_taken_back_to_what_it_was(text: str) -> None:
    assert original(neutral(text)) == text
    assert not FORMULA.match(neutral(text)) or neutral(text)[0] == "'" or NUMBER.fullmatch(text)


def test_rows_are_written_as_they_come() -> None:
    class Endless(MadeUp, frozen=True):
        def rows(self) -> Iterator[Row]:
            while True:
                yield row("ann")

    class Full(io.StringIO):
        def write(self, text: str) -> int:
            if self.tell() > 1_000:
                raise BlockingIOError
            return super().write(text)

    with pytest.raises(BlockingIOError):
        write_csv(Gradebook(Endless(())), Full())


def test_an_exercise_that_was_not_asked_for_has_no_column() -> None:
    one = msgspec.structs.replace(COHORT, columns=COHORT.columns[:1])
    file = io.StringIO()
    graded = row("ann", (("passed", "passed"),), columns=one.columns)
    write_csv(Gradebook(MadeUp((graded,), one)), file)
    assert "queue" not in file.getvalue()
