"""`grader list`: states come from the files as they are, and the short course from the course."""

import shutil
from pathlib import Path

import pytest

from grader import listing, state
from grader.content import digest_of
from grader.course import Course, own_course
from grader.overview import Overview, overview, own_folders, shortened
from grader.state import Entry, State
from tests.conftest import FIXTURE, SOLUTION


@pytest.fixture
def submission(tmp_path: Path) -> Path:
    shutil.copytree(FIXTURE / "exercises", tmp_path / "exercises")
    return tmp_path


@pytest.fixture
def short(course: Course) -> Overview:
    return shortened(course)


def write(submission: Path, source: str) -> None:
    (submission / "exercises/counter/counter.py").write_text(source, encoding="utf-8")


def entry(short: Overview, source: str, status: str, score: int) -> Entry:
    digest = digest_of({"counter.py": source.encode()})
    return Entry(digest, short[0].checks, 0, "en", status, score, 7, {})


def standing(short: Overview, submission: Path, memory: State) -> tuple[str, int]:
    row = listing.rows(short, str(submission / "exercises"), memory)[0]
    return row.standing, row.score


def test_the_state_of_an_exercise_follows_its_files(short: Overview, submission: Path) -> None:
    assert standing(short, submission, State()) == ("not_started", 0)
    write(submission, SOLUTION)
    assert standing(short, submission, State()) == ("ungraded", 0)
    passed = State({"counter": entry(short, SOLUTION, "passed", 7)})
    assert standing(short, submission, passed) == ("passed", 7)
    begun = State({"counter": entry(short, SOLUTION, "failed", 3)})
    assert standing(short, submission, begun) == ("begun", 3)
    write(submission, SOLUTION + "# more\n")
    assert standing(short, submission, passed) == ("changed", 7)
    (submission / "exercises/counter/counter.py").unlink()
    assert standing(short, submission, passed) == ("missing", 0)


def test_other_checks_make_a_verdict_old(short: Overview, submission: Path) -> None:
    write(submission, SOLUTION)
    old = entry(short, SOLUTION, "passed", 7)._replace(checks="other")
    assert standing(short, submission, State({"counter": old})) == ("changed", 7)


def test_what_is_changed_counts_for_nothing_in_the_sum(short: Overview, submission: Path) -> None:
    write(submission, SOLUTION)
    exercises = str(submission / "exercises")
    memory = State({"counter": entry(short, SOLUTION, "passed", 7)})
    assert listing.totals(listing.rows(short, exercises, memory)) == (1, 2, 7, 9)
    write(submission, SOLUTION + "\n")
    assert listing.totals(listing.rows(short, exercises, memory)) == (0, 2, 0, 9)


def test_what_comes_after_is_said_until_it_is_passed(short: Overview, submission: Path) -> None:
    def notes(memory: State) -> str:
        rows = listing.rows(short, str(submission / "exercises"), memory)
        lines = list(listing.lines(rows, "en", ascii_only=False))
        return "".join(text for text, _style in lines[1])

    assert "after counter" in notes(State())
    write(submission, SOLUTION)
    assert "after" not in notes(State({"counter": entry(short, SOLUTION, "passed", 7)}))


def test_an_ascii_list_is_ascii(short: Overview) -> None:
    for line in listing.lines(listing.rows(short, None, State()), "en", ascii_only=True):
        assert "".join(text for text, _style in line).isascii()


def test_the_short_course_is_kept_and_made_anew_when_a_file_changes(
    tmp_path: Path, short: Overview
) -> None:
    shutil.copytree(FIXTURE, tmp_path / "course")
    (tmp_path / "exercises").mkdir()
    where = (str(tmp_path), str(tmp_path / "course/exercises"), str(tmp_path / "course/grader"))
    assert overview(*where) == short
    kept = tmp_path / state.FOLDER / "course.json"
    kept.write_text(kept.read_text().replace('"level 1"', "").replace("A counter", "Kept"))
    assert overview(*where)[0].title["en"] == "Kept"
    checks = tmp_path / "course/grader/checks/check_counter.py"
    checks.write_text(checks.read_text() + "\n")
    assert overview(*where)[0].title["en"] == "A counter"
    assert overview(*where)[0].checks != short[0].checks
    kept.write_text("damaged")
    assert overview(*where)[0].points == short[0].points


def test_nothing_is_written_where_no_submission_is(tmp_path: Path) -> None:
    overview(str(tmp_path), str(FIXTURE / "exercises"), str(FIXTURE / "grader"))
    assert list(tmp_path.iterdir()) == []


def test_the_own_course_is_found_without_reading_it() -> None:
    own = own_course()
    assert own_folders() == (own.folder, own.hidden)
