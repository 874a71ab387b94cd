"""`grader report --html`: the page of a stored report, or of the submission as it is now."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader.page.writing import way_to
from grader.reporters.json import render as as_json
from tests.conftest import FIXTURE, SOLUTION
from tests.page.reports import sample


@pytest.fixture
def submission(tmp_path: Path) -> Path:
    shutil.copytree(FIXTURE / "exercises", tmp_path / "mine" / "exercises")
    return tmp_path / "mine"


def report(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "grader", "report", "--course", str(FIXTURE), *arguments]
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
    )


def test_the_submission_is_graded_when_no_report_is_named(submission: Path) -> None:
    (submission / "exercises/counter/counter.py").write_text(SOLUTION, encoding="utf-8")
    done = report("--html", "page.html", cwd=submission)
    assert (done.returncode, done.stderr) == (0, "")
    page = (submission / "page.html").read_text(encoding="utf-8")
    assert "1 of 2 exercises passed" in page
    assert 'href="exercises/counter/README.md"' in page


def test_a_stored_report_is_shown_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text(as_json(sample()), encoding="utf-8")
    done = report("report.json", "--html", "page.html", "--lang", "zh", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert '<html lang="zh-CN"' in page
    assert "对象的一个属性。" in page


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "can't be read"), ("{", "can't be used"), (json.dumps({"schema": 1}), "can't be used")],
)
def test_what_is_no_report_is_told_in_a_sentence(
    tmp_path: Path, content: str | None, words: str
) -> None:
    if content is not None:
        (tmp_path / "report.json").write_text(content, encoding="utf-8")
    done = report("report.json", "--html", "page.html", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert not (tmp_path / "page.html").exists()


def test_a_place_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text(as_json(sample()), encoding="utf-8")
    done = report("report.json", "--html", "no/such/page.html", cwd=tmp_path)
    assert done.returncode == 2
    assert "name another file for --html" in done.stderr


def test_links_lead_from_the_page_to_the_submission(tmp_path: Path) -> None:
    (tmp_path / "a b/exercises").mkdir(parents=True)
    assert way_to(tmp_path / "a b/exercises", tmp_path / "out/page.html") == "../a%20b/exercises"
    assert way_to(tmp_path / "none", tmp_path / "page.html") == ""
