"""What is read of folders and archives, and what isn't."""

import io
import os
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from grader.cohort.tree import (
    MAX_ENTRIES,
    FolderTree,
    Unusable,
    ZipTree,
    inside_name,
    pattern_of,
)
from grader.course import Course, Exercise
from grader.submission import MAX_FILE, read_submitted
from tests.cohort.classes import as_folder, handed_in, zipped


def tree_of(data: bytes) -> ZipTree:
    return ZipTree(io.BytesIO(data))


def with_member(member: zipfile.ZipInfo, content: bytes = b"x = 1\n") -> ZipTree:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(member, content)
    return tree_of(data.getvalue())


def test_the_same_is_taken_from_a_folder_and_from_an_archive(
    tmp_path: Path, course: Course
) -> None:
    files = handed_in() | {"exercises/tree/pkg/deeper/more.py": b"", "exercises/tree/x.txt": b""}
    folder = as_folder(tmp_path / "one", files)
    for exercise in course.exercises:
        from_folder = FolderTree(folder).submitted("exercises", exercise)
        assert from_folder.files
        assert tree_of(zipped(files)).submitted("exercises", exercise) == from_folder


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../up.py", "a/../../up.py", "C:/x.py", "..\\up.py", "", "\\x.py"]
)
def test_names_outside_are_nobodys_files(name: str) -> None:
    assert inside_name(name) is None


def test_backslashes_of_windows_archives_are_folders() -> None:
    assert inside_name("exercises\\counter\\counter.py") == "exercises/counter/counter.py"


@pytest.mark.parametrize("pattern", ["pkg/**/*.py", "start.py", "pkg/*.py", "?.py"])
def test_patterns_mean_what_pathlib_says(tmp_path: Path, pattern: str) -> None:
    names = [
        "start.py",
        "a.py",
        "pkg/a.py",
        "pkg/b/a.py",
        "pkg/b/c/a.py",
        "pkg/a.txt",
        "x/pkg/a.py",
    ]
    as_folder(tmp_path, dict.fromkeys(names, b""))
    by_pathlib = {p.relative_to(tmp_path).as_posix() for p in tmp_path.glob(pattern)}
    assert {name for name in names if pattern_of(pattern).fullmatch(name)} == by_pathlib


def test_a_link_in_an_archive_is_refused(counter: Exercise) -> None:
    member = zipfile.ZipInfo("exercises/counter/counter.py")
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    submitted = with_member(member, b"/etc/passwd").submitted("exercises", counter)
    assert submitted.files == {}
    assert "through a link" in submitted.refused[0]


def test_a_linked_folder_in_an_archive_is_refused(counter: Exercise) -> None:
    member = zipfile.ZipInfo("exercises/counter")
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    submitted = with_member(member, b"../../other").submitted("exercises", counter)
    assert "through a link" in submitted.refused[0]


def test_a_bomb_costs_no_more_than_what_is_read(counter: Exercise) -> None:
    bomb = zipped({"exercises/counter/counter.py": bytes(200 * MAX_FILE)})
    assert len(bomb) < MAX_FILE
    submitted = tree_of(bomb).submitted("exercises", counter)
    assert submitted.files == {}
    assert "larger than" in submitted.refused[0]


def test_an_encrypted_member_is_refused_with_its_reason(counter: Exercise) -> None:
    data = bytearray(zipped({"exercises/counter/counter.py": b"x"}))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(signature) + at
        data[place] |= 1
    submitted = tree_of(bytes(data)).submitted("exercises", counter)
    assert "encrypted" in submitted.refused[0]


def test_a_member_with_a_wrong_checksum_is_refused(counter: Exercise) -> None:
    data = bytearray(zipped({"exercises/counter/counter.py": b"x = 1\n" * 50}))
    place = data.index(b"PK\x03\x04") + 14
    data[place] ^= 0xFF
    directory = data.index(b"PK\x01\x02") + 16
    data[directory] ^= 0xFF
    submitted = tree_of(bytes(data)).submitted("exercises", counter)
    assert submitted.files == {}
    assert "broken archive" in submitted.refused[0]


def test_a_name_that_is_there_twice_is_refused(counter: Exercise) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("exercises/counter/counter.py", b"x = 1\n")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("exercises/counter/counter.py", b"x = 2\n")
    submitted = tree_of(data.getvalue()).submitted("exercises", counter)
    assert "more than once" in submitted.refused[0]


def test_thousands_of_members_are_too_many() -> None:
    data = zipped({f"{number}.txt": b"" for number in range(MAX_ENTRIES + 1)})
    with pytest.raises(Unusable, match="more than") as caught:
        tree_of(data)
    assert caught.value.outcome == "too_large"


def test_a_huge_list_of_members_is_never_read() -> None:
    """The end of an archive says how long its list is; Python's zipfile believes it."""
    padding = bytes(5 * 1024**2)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 9, 9, len(padding), 0, 0)
    with pytest.raises(Unusable) as caught:
        tree_of(padding + end)
    assert caught.value.outcome == "too_large"


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x05\x06" + bytes(18)[:10], b"no archive"])
def test_what_is_no_archive_is_unreadable(data: bytes) -> None:
    with pytest.raises(Unusable) as caught:
        tree_of(data)
    assert caught.value.outcome == "unreadable"


def test_links_in_folders_are_listed_and_never_followed(tmp_path: Path) -> None:
    as_folder(tmp_path / "secret", {"key.py": b""})
    as_folder(tmp_path / "one", {"a.py": b""})
    (tmp_path / "one" / "out").symlink_to(tmp_path / "secret")
    (tmp_path / "one" / "round").symlink_to(tmp_path / "one")
    kinds = {entry.path: entry.kind for entry in FolderTree(tmp_path / "one").entries()}
    assert kinds == {"a.py": "file", "out": "link", "round": "link"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_a_folder_is_odd_and_not_waited_for(tmp_path: Path, counter: Exercise) -> None:
    folder = as_folder(tmp_path / "exercises" / "counter", {})
    os.mkfifo(folder / "counter.py")
    assert FolderTree(tmp_path).entries()[0].kind == "odd"
    assert "no ordinary file" in read_submitted(tmp_path / "exercises", counter).refused[0]
