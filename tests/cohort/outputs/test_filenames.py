"""No id is a path, and no two ids are one file."""

import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.cohort.outputs.filenames import FileNames
from tests.cohort.outputs.made_up import STEADY


def names(*ids: str) -> list[str]:
    files = FileNames()
    return [files.name(id) for id in ids]


@pytest.mark.parametrize("id", ["ann", "octo-cat", "s1234567", "李雷", "ann.able@x.edu", "Zoë"])
def test_an_ordinary_id_is_its_own_name(id: str) -> None:
    assert names(id) == [id]


@pytest.mark.parametrize(
    "id",
    ["../../etc/passwd", "a/b", "a\\b", "..", ".", "", ".git", "CON", "nul.txt", "com1",
     "LPT¹.a", "x" * 400, "李" * 200, "a:b", "a ", "a.", "a\0b", "a\nb", "\u202egpj.exe", "~",
     "\ud800", "-rf"],
)  # fmt: skip
def test_an_id_that_is_no_name_is_told_from_the_one_it_looks_like(id: str) -> None:
    (name,) = names(id)
    assert is_safe(name)
    assert name != id


def is_safe(name: str) -> bool:
    return (
        len(f"{name}.md".encode()) <= 255
        and PurePosixPath(name).name == name
        and PureWindowsPath(name).name == name
        and name.isprintable()
        and name[0] not in "._- "
        and name[-1] not in ". "
        and name.partition(".")[0].lower() not in ("con", "prn", "aux", "nul", "com1", "lpt¹")
    ) or name.startswith(("_con", "_CON", "_nul", "_com", "_LPT"))


@STEADY
@given(st.lists(st.text(max_size=6), max_size=6))
@example(["a", "A", "a", "a"])
@example(["é", "e\u0301", "É"])
@example(["a/b", "a\\b", "a:b", "a_b"])
def test_no_two_ids_are_one_file_even_where_case_is_ignored(ids: list[str]) -> None:
    found = names(*ids)
    folded = {unicodedata.normalize("NFC", name.casefold()) for name in found}
    assert len(folded) == len(ids)
    assert all(map(is_safe, found))


def test_an_id_keeps_its_file_when_the_class_changes() -> None:
    assert names("a/b", "ann")[0] == names("x", "y", "a/b")[-1]
