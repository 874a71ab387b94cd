"""A submission that fails like a known misconception gets its sentence, and no other does."""

from pathlib import Path

import msgspec
import pytest

from grader.course import Exercise
from grader.diagnosis import (
    fingerprint,
    read_diagnoses,
    unambiguous,
    write_diagnoses,
)
from grader.errors import CourseError
from grader.judge import grade
from tests.conftest import SOLUTION, GradeSource, job

SILENT = SOLUTION.replace("print(self.total)", "return str(self.total)")


def test_other_code_with_the_same_mistake_has_the_same_fingerprint(
    grade_source: GradeSource,
) -> None:
    other = SILENT.replace("self.total += by", "self.total = self.total + by")
    assert fingerprint(grade_source(SILENT)) == fingerprint(grade_source(other)) is not None


def test_another_mistake_has_another(grade_source: GradeSource) -> None:
    other = SOLUTION.replace("print(self.total)", "print(self.total + 1)")
    assert fingerprint(grade_source(SILENT)) != fingerprint(grade_source(other))


def test_the_text_of_an_exception_is_no_part_of_it(grade_source: GradeSource) -> None:
    one = SOLUTION.replace("print(self.total)", "raise ValueError('no')")
    other = SOLUTION.replace("print(self.total)", "raise ValueError('never')")
    third = SOLUTION.replace("print(self.total)", "raise KeyError('no')")
    assert fingerprint(grade_source(one)) == fingerprint(grade_source(other))
    assert fingerprint(grade_source(one)) != fingerprint(grade_source(third))


def test_it_is_part_of_it_where_not_one_check_passes(grade_source: GradeSource) -> None:
    one = SOLUTION.replace("self.total = start", "raise ValueError('no')")
    other = SOLUTION.replace("self.total = start", "raise ValueError('never')")
    assert fingerprint(grade_source(one)) != fingerprint(grade_source(other))


def test_what_passes_has_none(grade_source: GradeSource) -> None:
    assert fingerprint(grade_source(SOLUTION)) is None


def test_the_sentence_comes_with_the_report(counter: Exercise, grade_source: GradeSource) -> None:
    digest = fingerprint(grade_source(SILENT))
    assert digest is not None
    knowing = msgspec.structs.replace(counter, diagnoses={digest: "`say` prints."})
    assert grade(job(knowing, SILENT)).diagnosis == "`say` prints."
    assert grade(job(knowing, SOLUTION)).diagnosis is None
    ignorant = msgspec.structs.replace(counter, diagnoses={"another": "x"})
    assert grade(job(ignorant, SILENT)).diagnosis is None


def test_two_sentences_for_one_fingerprint_are_none() -> None:
    pairs = [("a", "one"), ("a", "two"), ("b", "three"), ("b", "three"), (None, "four")]
    assert unambiguous(pairs) == {"b": "three"}


def test_only_what_changed_is_written_anew(tmp_path: Path) -> None:
    write_diagnoses(tmp_path, {"x": {"1": "a"}, "y": {"2": "b"}})
    write_diagnoses(tmp_path, {"y": {"3": "c"}})
    assert read_diagnoses(tmp_path) == {"x": {"1": "a"}, "y": {"3": "c"}}


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    assert read_diagnoses(tmp_path) == {}
    (tmp_path / "diagnoses.json").write_text("{")
    with pytest.raises(CourseError, match="verify --update"):
        read_diagnoses(tmp_path)
