"""What subjects may read leaves the hidden folders out, wherever they lie."""

import os
from pathlib import Path

import pytest

from grader.subject import readable
from grader.subject.leftovers import remove_tree
from grader.subject.readable import Readable, around, beside, library_path, outermost


def test_what_lies_beside_something_hidden_is_readable(tmp_path: Path) -> None:
    for folder in ("flask", "grader/checks", "greenlet"):
        (tmp_path / folder).mkdir(parents=True)
    found = set(around(str(tmp_path), [str(tmp_path / "grader")]))
    assert found == {str(tmp_path / "flask"), str(tmp_path / "greenlet")}
    assert list(around(str(tmp_path / "grader"), [str(tmp_path / "grader")])) == []


def test_a_split_folder_can_be_listed_and_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "grader").mkdir()
    (tmp_path / "flask").mkdir()
    monkeypatch.setattr(readable, "candidates", lambda: iter([str(tmp_path)]))
    found = readable.readable([str(tmp_path / "grader")])
    assert found == Readable((str(tmp_path / "flask"),), (str(tmp_path),))


def test_paths_below_others_need_no_rule_of_their_own() -> None:
    assert outermost(["/usr/lib", "/usr/lib/python3", "/usr/lib64"]) == ["/usr/lib", "/usr/lib64"]


@pytest.mark.parametrize(
    ("path", "outer"),
    [
        ("/usr/lib/python3", "/usr"),
        ("/tmp/work", "/tmp/work"),
        ("/tmp/course/.venv/lib", "/tmp/course"),
        ("/tmp/underglass/code-1", "/tmp/underglass/code-1"),
        ("/tmp", "/tmp"),
    ],
)
def test_what_lies_beside_a_folder_is_told_by_as_few_paths_as_can_be(path: str, outer: str) -> None:
    assert beside(path, "/tmp/underglass") == outer


def test_the_checkout_is_not_readable_and_the_libraries_are() -> None:
    checkout = Path(__file__).resolve().parents[1]
    found = readable.readable([str(checkout / "grader")])
    for hidden in ("grader/checks", "solutions", "tests", ".git"):
        path = str(checkout / hidden)
        assert not any(path == one or path.startswith(one + os.sep) for one in found.read)
    assert any(os.path.realpath(os.__file__).startswith(one) for one in found.read)


def test_only_folders_of_libraries_are_taken_from_the_environment() -> None:
    assert library_path("/opt/x/lib:/home/me:lib::/opt/y/lib64/") == ["/opt/x/lib", "/opt/y/lib64/"]


def test_whatever_is_left_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    top = tmp_path / "top"
    top.mkdir()
    monkeypatch.chdir(top)
    for _ in range(60):
        os.mkdir("deep" * 40)
        os.chdir("deep" * 40)
    Path("file").touch()
    os.chdir(top)
    (top / "outside").symlink_to(tmp_path, target_is_directory=True)
    (top / "locked" / "inner" / "most").mkdir(parents=True)
    (top / "locked" / "inner").chmod(0)
    (top / "new\nline").touch()
    os.mkfifo(top / "fifo")
    os.chdir(tmp_path)
    remove_tree(str(top))
    assert not top.exists()
    assert tmp_path.exists()
