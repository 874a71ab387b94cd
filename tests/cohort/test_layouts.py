"""Whose submission it is, by the names that classrooms give."""

import pytest

from grader.cohort.layouts import cloned_prefix, read_metadata, students_of
from grader.cohort.model import Student
from grader.errors import GraderError

GRADESCOPE = b"""---
submission_101:
  :submitters:
  - :name: Ada Lovelace
    :sid: '0815'
    :email: ada@example.org
  - :name: Grace Hopper
    :sid:
    :email: grace@example.org
  :created_at: 2026-09-01 12:00:00.000000000 Z
  :score: 1.0
submission_102:
  :submitters:
  - :name: Alan
    :sid: ''
    :email:
"""


@pytest.mark.parametrize(
    ("name", "student"),
    [
        ("alice", Student("alice")),
        ("Ada Lovelace_12345_assignsubmission_file_", Student("12345", "Ada Lovelace")),
        ("Ada Lovelace_12345_assignsubmission_file_my_work", Student("12345", "Ada Lovelace")),
        ("Jo_An_7_assignsubmission_onlinetext", Student("7", "Jo_An")),
        ("lovelaceada_12345_67890_work", Student("12345", "lovelaceada")),
        ("lovelaceada_LATE_12345_67890_work-1", Student("12345", "lovelaceada")),
        ("李雷_12_34_exercises", Student("12", "李雷")),
        ("team_7", Student("team_7")),
        ("submission_98765", Student("submission_98765")),
    ],
)
def test_students_by_the_name_of_their_folder(name: str, student: Student) -> None:
    assert students_of(name, {}) == (student,)


def test_gradescope_says_who_handed_in_groups_included() -> None:
    known = read_metadata(GRADESCOPE, "submission_metadata.yml")
    assert students_of("submission_101", known) == (
        Student("0815", "Ada Lovelace", "ada@example.org"),
        Student("grace@example.org", "Grace Hopper", "grace@example.org"),
    )
    assert students_of("submission_102", known) == (Student("Alan", "Alan"),)


@pytest.mark.parametrize("content", [b"\t: [", b"- a list", b"submission_1: 5", b"a: {b: c}"])
def test_metadata_that_is_none_is_said_to_be(content: bytes) -> None:
    with pytest.raises(GraderError, match="export the submissions"):
        read_metadata(content, "submission_metadata.yml")


def test_clones_of_github_classroom_lose_the_assignments_name() -> None:
    assert cloned_prefix("hw1-submissions", ["hw1-al-x", "hw1-al-y"]) == "hw1-"
    assert cloned_prefix("hw1-submissions", ["hw1-alice", "bob"]) == ""
    assert cloned_prefix("class", ["hw1-alice", "hw1-bob"]) == ""
    assert students_of("hw1-al-x", {}, "hw1-") == (Student("al-x"),)
