"""The JSON gradebook keeps its schema, and is what its own type reads."""

import io
from pathlib import Path

import msgspec

import grader.cohort.outputs
from grader.cohort.outputs.entries import Gradebook
from grader.cohort.outputs.json import GradebookFile, schema, write_json
from tests.cohort.outputs.made_up import HALF, MadeUp, row, ungraded
from tests.cohort.outputs.test_entries import members

SCHEMA = Path(grader.cohort.outputs.__file__).parent / "gradebook.schema.json"


def read(gradebook: Gradebook) -> GradebookFile:
    file = io.StringIO()
    write_json(gradebook, file)
    return msgspec.json.decode(file.getvalue(), type=GradebookFile, strict=True)


def test_the_schema_is_the_one_that_is_kept() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == schema(), "scripts/schema writes it anew"


def test_each_check_of_each_student_is_told() -> None:
    rows = (row("ann", HALF, diagnosis="You count twice."), ungraded("eve", "empty"))
    book = read(Gradebook(MadeUp(rows), members("ann", "zoe")))
    ann, eve, zoe = book.students
    assert (book.schema, book.seed, book.max_score) == (1, 7, 4)
    assert [(exercise.id, exercise.checks) for exercise in ann.exercises] == [
        ("counter", {"test_starts": "passed", "test_counts": "failed"}),
        ("queue", {"test_first": "not_run"}),
    ]
    assert ann.exercises[0].diagnosis == "You count twice."
    assert [(s.score, s.outcome, s.roster) for s in (ann, eve, zoe)] == [
        (1, "graded", "matched"),
        (None, "empty", "unmatched"),
        (None, "missing", "missing"),
    ]


def test_a_class_of_nobody_is_a_gradebook() -> None:
    assert read(Gradebook(MadeUp(()))).students == ()


def test_any_name_comes_back() -> None:
    name = '"]}\u2028\x00<>'
    (student,) = read(Gradebook(MadeUp((row("a", name=name),)))).students
    assert student.name == name
