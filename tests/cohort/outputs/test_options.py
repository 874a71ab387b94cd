"""What is asked for is written whole or not at all, and what can't be is refused beforehand."""

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.cohort import outputs
from grader.cohort.model import Row
from grader.cohort.outputs import options
from grader.course import Course
from grader.errors import UsageError
from tests.cohort.outputs.made_up import HALF, MadeUp, row, ungraded

RESULTS = MadeUp((row("ann"), row("eve", HALF), ungraded("zed", "empty")))


def parsed(*arguments: str | Path) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    outputs.add_arguments(parser)
    return parser.parse_args(list(map(str, arguments)))


def every_option(folder: Path) -> list[str | Path]:
    files = [f"--{name}" for name in (*options.WRITERS, "feedback")]
    return [word for option in files for word in (option, folder / option.strip("-"))]


def test_everything_that_is_asked_for_is_written(tmp_path: Path, course: Course) -> None:
    said = outputs.write(parsed(*every_option(tmp_path)), RESULTS, course)
    assert sorted(os.listdir(tmp_path)) == ["canvas", "csv", "feedback", "json", "junit", "moodle"]
    assert all((tmp_path / name).stat().st_size for name in os.listdir(tmp_path))
    assert len(said) == 6


def test_nothing_is_written_that_is_not_asked_for(tmp_path: Path, course: Course) -> None:
    assert outputs.write(parsed(), RESULTS, course) == []


def test_the_instructor_is_told_who_is_missing_and_who_is_a_stranger(
    tmp_path: Path, course: Course
) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("id\nann\n" + "".join(f"absent{at}\n" for at in range(12)))
    strangers, missing = outputs.write(parsed("--roster", roster), RESULTS, course)
    assert strangers.startswith("2 ")
    assert strangers.endswith(": eve, zed")
    assert missing.startswith("12 ")
    assert missing.endswith("absent9, and 2 more")


def test_a_file_that_is_stopped_halfway_leaves_the_former_one(
    tmp_path: Path, course: Course
) -> None:
    class Stopped(MadeUp, frozen=True):
        def rows(self) -> Iterator[Row]:
            yield row("ann")
            raise KeyboardInterrupt

    path = tmp_path / "grades.csv"
    path.write_text("former")
    with pytest.raises(KeyboardInterrupt):
        outputs.write(parsed("--csv", path), Stopped(()), course)
    assert path.read_text() == "former"
    assert os.listdir(tmp_path) == ["grades.csv"]


@pytest.mark.parametrize("option", [f"--{name}" for name in (*options.WRITERS, "html")])
def test_a_place_where_nothing_can_be_written_is_refused_beforehand(
    tmp_path: Path, option: str
) -> None:
    for path in (tmp_path, tmp_path / "no" / "file"):
        with pytest.raises(UsageError, match="can't be written"):
            outputs.prepare(parsed(option, path))


def test_a_folder_for_feedback_that_is_a_file_is_refused_beforehand(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="can't be written"):
        outputs.prepare(parsed("--feedback", tmp_path / "file"))


def test_a_roster_that_cannot_be_read_is_refused_beforehand(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="roster"):
        outputs.prepare(parsed("--roster", tmp_path / "none.csv"))


def test_preparing_leaves_nothing_behind(tmp_path: Path) -> None:
    outputs.prepare(parsed("--csv", tmp_path / "a.csv", "--html", tmp_path / "a.html"))
    assert os.listdir(tmp_path) == []


def test_a_report_without_the_extra_is_refused_with_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(options, "NEEDED_TO_DRAW", ("numpy", "no_such_library"))
    with pytest.raises(UsageError, match=r"no_such_library.*underglass\[cohort\]"):
        outputs.prepare(parsed("--html", tmp_path / "a.html"))


def test_two_outputs_in_one_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--csv and --json"):
        outputs.prepare(parsed("--csv", tmp_path / "a", "--json", tmp_path / "x" / ".." / "a"))


@pytest.mark.parametrize("option", ["--csv", "--feedback", "--html"])
def test_nothing_is_written_among_the_submissions(tmp_path: Path, option: str) -> None:
    options = parsed(option, tmp_path / "class" / "out")
    options.folder = tmp_path / "class"
    with pytest.raises(UsageError, match="among the submissions"):
        outputs.prepare(options)


def test_the_report_is_written_too(tmp_path: Path, course: Course) -> None:
    one = MadeUp((), RESULTS.cohort.__class__("class", RESULTS.cohort.course, 7, "", "en", ()))
    outputs.write(parsed("--html", tmp_path / "a.html"), one, course)
    assert (tmp_path / "a.html").read_text(encoding="utf-8").rstrip().endswith("</html>")
