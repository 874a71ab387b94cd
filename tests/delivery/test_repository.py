"""Publishing again brings everything up to date but a student's own work."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.delivery.repository import Written, commit, refuse_history, write
from grader.errors import UsageError

Publish = Callable[..., Written]
STUB = "exercises/x/x.py"
OTHER = "exercises/y/y.py"


@pytest.fixture
def publish(tmp_path: Path) -> Publish:
    def published(files: dict[str, str], course: str = "C") -> Written:
        content = {path: text.encode() for path, text in files.items()}
        return write(tmp_path / "r", course, content, frozenset({STUB, OTHER}) & files.keys())

    return published


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str], str]:
    return lambda path: (tmp_path / "r" / path).read_text()


def test_an_untouched_stub_is_updated(publish: Publish, read: Callable[[str], str]) -> None:
    publish({STUB: "old\n"})
    assert publish({STUB: "new\n"}).kept == ()
    assert read(STUB) == "new\n"


def test_work_is_kept_and_told_when_the_stub_has_changed(
    publish: Publish, tmp_path: Path, read: Callable[[str], str]
) -> None:
    publish({STUB: "old\n", OTHER: "same\n"})
    for path in (STUB, OTHER):
        (tmp_path / "r" / path).write_text("work\n")
    assert publish({STUB: "new\n", OTHER: "same\n"}).kept == (STUB,)
    assert (read(STUB), read(OTHER)) == ("work\n", "work\n")
    assert publish({STUB: "new\n", OTHER: "same\n"}).kept == ()
    assert read(STUB) == "work\n"


def test_an_untouched_stub_is_known_whichever_way_its_lines_end(
    publish: Publish, tmp_path: Path, read: Callable[[str], str]
) -> None:
    publish({STUB: "a\nb\n"})
    (tmp_path / "r" / STUB).write_bytes(b"a\r\nb\r\n")
    publish({STUB: "c\n"})
    assert read(STUB) == "c\n"


def test_all_else_is_the_courses(
    publish: Publish, tmp_path: Path, read: Callable[[str], str]
) -> None:
    publish({"README.md": "one", ".course/a.whl": "a"})
    (tmp_path / "r/README.md").write_text("scribbled")
    (tmp_path / "r/notes.txt").write_text("my own")
    publish({"README.md": "two", ".course/b.whl": "b"})
    assert (read("README.md"), read("notes.txt")) == ("two", "my own")
    assert not (tmp_path / "r/.course/a.whl").exists()


def test_work_on_an_exercise_that_is_gone_stays(
    publish: Publish, tmp_path: Path, read: Callable[[str], str]
) -> None:
    publish({STUB: "s", OTHER: "t"})
    (tmp_path / "r" / STUB).write_text("work")
    publish({"README.md": "r"})
    assert read(STUB) == "work"
    assert not (tmp_path / "r" / OTHER).exists()


def test_a_deleted_stub_comes_back(
    publish: Publish, tmp_path: Path, read: Callable[[str], str]
) -> None:
    publish({STUB: "s"})
    (tmp_path / "r" / STUB).unlink()
    publish({STUB: "s"})
    assert read(STUB) == "s"


def test_another_course_is_refused(publish: Publish) -> None:
    publish({STUB: "s"})
    with pytest.raises(UsageError, match="was published from the course “C”, and this is “D”"):
        publish({STUB: "s"}, "D")


def test_a_broken_list_of_what_was_published_is_told(publish: Publish, tmp_path: Path) -> None:
    publish({STUB: "s"})
    (tmp_path / "r/.course/published.json").write_text("{")
    with pytest.raises(UsageError, match="can't be read"):
        publish({STUB: "s"})


def test_the_same_is_the_same_commit(
    publish: Publish, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    heads = []
    for _ in range(2):
        publish({STUB: "s"})
        commit(tmp_path / "r", "A", "a@b")
        heads.append((tmp_path / "r/.git/refs/heads/main").read_text())
        (tmp_path / "r/.git").rename(tmp_path / f"git-{len(heads)}")
    assert heads[0] == heads[1]
    assert not (tmp_path / "elsewhere").exists()


def test_a_repository_with_a_history_is_left_alone(publish: Publish, tmp_path: Path) -> None:
    publish({STUB: "s"})
    refuse_history(tmp_path / "r")
    commit(tmp_path / "r", "A", "a@b")
    with pytest.raises(UsageError, match="is a git repository already"):
        refuse_history(tmp_path / "r")
