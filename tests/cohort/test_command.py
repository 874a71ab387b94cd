"""`grader cohort`: what can be asked, what is said, and the exit code."""

import shutil
from pathlib import Path

import pytest

from grader.cli import main
from tests.cohort.classes import as_folder, handed_in
from tests.cohort.conftest import GradedClass
from tests.conftest import FIXTURE


def cohort(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["cohort", *map(str, arguments), "--course", str(FIXTURE), "--sandbox", "auto"])
    return int(ended.value.code or 0)


def test_it_says_what_it_did_and_goes_on_from_there(
    graded_class: GradedClass, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = as_folder(tmp_path / "class" / "one", handed_in()).parent
    shutil.copy(graded_class.store, tmp_path / "class.cohort.sqlite")
    assert cohort(folder) == 0
    said = capfd.readouterr()
    assert "1 rows: 1 graded" in said.out
    assert "2 skipped" in said.out
    assert "0 exercises to grade, 2 graded before" in said.err
    assert "\x1b" not in said.err


def test_a_class_in_which_something_did_not_pass_is_one(
    graded_class: GradedClass, tmp_path: Path
) -> None:
    shutil.copy(graded_class.store, tmp_path / "store")
    assert cohort(graded_class.folder, "--store", tmp_path / "store") == 1


def test_wrong_commands_say_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = as_folder(tmp_path / "class" / "one", handed_in()).parent
    for arguments, said in (
        ((tmp_path / "none",), "There is no folder"),
        ((folder, "--store", folder / "one" / "store"), "student can't reach"),
        ((folder, "--store", tmp_path / "no" / "store"), "There is no folder"),
        ((folder, "--exercise", "nosuch"), "There is no exercise"),
        ((), "required"),
    ):
        assert cohort(*arguments) == 2
        assert said in capsys.readouterr().err


def test_the_store_is_never_a_students(tmp_path: Path) -> None:
    folder = as_folder(tmp_path / "class" / "one", handed_in()).parent
    assert cohort(folder, "--exercise", "tree") in (0, 1)
    assert [path.name for path in folder.rglob("*.sqlite*")] == []
    assert (tmp_path / "class.cohort.sqlite").is_file()
