"""`grader report`: a stored report in every form, without grading anything."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from grader.reporters import json as json_report
from tests.conftest import FIXTURE
from tests.reporters.actions_log import commands_in
from tests.reporters.reports import FORGED, PLAIN, failing_with
from tests.reporters.test_classroom50 import RUNNER
from tests.test_cli import grader


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    path = tmp_path / "report.json"
    path.write_text(json_report.render(PLAIN), encoding="utf-8")
    return path


def test_a_stored_report_is_shown_as_text(stored: Path) -> None:
    done = grader("report", str(stored), cwd=stored.parent)
    assert (done.returncode, done.stderr) == (0, "")
    assert "\n5 of 9 points\n" in done.stdout


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("json", '"max_score": 9'),
        ("junit", "<testsuites "),
        ("markdown", "## Course: 5 of 9 points"),
        ("github", "::error file=exercises/sums/sums.py,line=12"),
        ("gradescope", '"visibility": "visible"'),
    ],
)
def test_each_form_goes_to_a_file(form: str, words: str, stored: Path) -> None:
    target = stored.parent / "shown"
    done = grader(
        "report", str(stored), "--format", form, "--output", str(target), cwd=stored.parent
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert words in target.read_text(encoding="utf-8")


def test_classroom_s_result_is_alone_on_stdout_and_its_notices_are_in_the_log(stored: Path) -> None:
    done = grader("report", str(stored), "--format", "classroom", cwd=stored.parent)
    assert done.stdout.count("\n") == 1
    assert [each.data for each in commands_in(done.stderr)] == [
        "Points 5/9",
        '{"totalPoints":5,"maxPoints":9}',
    ]


def test_each_exercise_has_a_line_and_the_notices_are_left_to_the_reporter(stored: Path) -> None:
    each = ("--format", "classroom", "--each-exercise")
    done = grader("report", str(stored), *each, cwd=stored.parent)
    assert [line.split("=")[0] for line in done.stdout.splitlines()] == ["sums", "done", "more"]
    assert done.stderr == ""


def test_classroom50_needs_what_its_runner_says(stored: Path) -> None:
    done = grader("report", str(stored), "--format", "classroom50", cwd=stored.parent)
    assert done.returncode == 2
    assert "CLASSROOM" in done.stderr
    done = grader("report", str(stored), "--format", "classroom50", cwd=stored.parent, **RUNNER)
    assert (done.returncode, json.loads(done.stdout)["owner"]) == (0, "alice")


def test_text_in_github_s_log_holds_no_command_of_a_student_s(stored: Path) -> None:
    stored.write_text(json_report.render(failing_with(FORGED)), encoding="utf-8")
    done = grader("report", str(stored), cwd=stored.parent, GITHUB_ACTIONS="true")
    assert FORGED in done.stdout
    assert [each.name for each in commands_in(done.stdout)] == ["stop-commands"]
    again = grader("report", str(stored), cwd=stored.parent, GITHUB_ACTIONS="true")
    assert again.stdout.splitlines()[0] != done.stdout.splitlines()[0], (
        "the token is never the same"
    )


def test_a_report_can_be_piped_in(stored: Path) -> None:
    command = [sys.executable, "-m", "grader", "report", "-", "--course", str(FIXTURE)]
    done = subprocess.run(command, input=stored.read_bytes(), capture_output=True, check=True)
    assert b"5 of 9 points" in done.stdout


@pytest.mark.parametrize(
    ("content", "words"),
    [("{", "can't be used: it is not a report"), (None, "No such file")],
)
def test_what_is_no_report_is_refused_in_a_sentence(
    content: str | None, words: str, tmp_path: Path
) -> None:
    path = tmp_path / "r.json"
    if content is not None:
        path.write_text(content)
    done = grader("report", str(path), cwd=tmp_path)
    assert done.returncode == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
