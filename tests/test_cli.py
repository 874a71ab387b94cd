"""The command: its exit codes, and what it says of a wrong one."""

import json
import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from grader import VERSION
from grader.sandbox import WITHOUT
from tests.conftest import FIXTURE, SOLUTION


@pytest.fixture
def submission(tmp_path: Path) -> Path:
    """An untouched submission of the fixture course."""
    shutil.copytree(FIXTURE / "exercises", tmp_path / "mine" / "exercises")
    return tmp_path / "mine"


def write(submission: Path, source: str) -> None:
    (submission / "exercises/counter/counter.py").write_text(source, encoding="utf-8")


def grader(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    first, *rest = arguments or ("run",)
    command = [sys.executable, "-m", "grader", first, "--course", str(FIXTURE), *rest]
    return subprocess.run(
        command, cwd=cwd, env=os.environ | environment, capture_output=True, text=True,
        encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip


def test_a_fresh_submission_says_where_to_begin(submission: Path) -> None:
    done = grader(cwd=submission)
    assert done.returncode == 1
    assert "not started" in done.stdout
    assert "grader show counter" in done.stdout


def test_next_grades_what_is_begun_and_follows_the_course(submission: Path) -> None:
    write(submission, SOLUTION.replace("self.total = start", "self.total = 0"))
    done = grader("next", cwd=submission)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Go on with counter" in done.stdout
    write(submission, SOLUTION)
    assert "Next: tree" in grader("next", cwd=submission).stdout


def test_exit_code_0_when_all_graded_passed(submission: Path) -> None:
    write(submission, SOLUTION)
    done = grader("run", "counter", cwd=submission)
    assert (done.returncode, done.stderr) == (0, "")
    assert "7 of 7 points" in done.stdout


def test_exit_code_1_when_something_did_not(submission: Path) -> None:
    write(submission, SOLUTION.replace("self.total = start", "self.total = 0"))
    done = grader("run", cwd=submission)
    assert done.returncode == 1
    assert "expected  3" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_exit_code_1_when_the_code_exits_with_another(submission: Path) -> None:
    write(submission, "import os\nos._exit(3)\n")
    assert grader("run", "counter", cwd=submission).returncode == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("run", "conter"), "did you mean “counter”?"),
        (("run", "--submission", "nowhere"), "There is no folder nowhere"),
        (("run", "--submission", "exercises"), "holds no exercises/"),
        (("run", "--output", "no/such/dir/report"), "can't be written"),
        (("run", "--format", "pdf"), "invalid choice: 'pdf'"),
        (("run", "--jobs", "0"), "no number from 1"),
        (("run", "--seed", "x"), "invalid int value"),
        (("show",), "EXERCISE"),
        (("show", "nothing"), "There is no exercise “nothing”"),
    ],
)
def test_exit_code_2_and_one_sentence_for_a_wrong_command(
    submission: Path, arguments: tuple[str, ...], words: str
) -> None:
    done = grader(*arguments, cwd=submission)
    assert done.returncode == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


def test_exit_code_2_for_a_broken_course_file(submission: Path, tmp_path: Path) -> None:
    shutil.copytree(FIXTURE, tmp_path / "course")
    (tmp_path / "course/exercises/course.toml").write_text("name = \n")
    done = grader("list", "--course", str(tmp_path / "course"), cwd=submission)
    assert done.returncode == 2
    assert "course.toml can't be read" in done.stderr
    assert done.stderr.count("\n") == 1


def test_exit_code_3_where_the_sandbox_is_required_and_missing(
    submission: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(submission, SOLUTION)
    monkeypatch.setenv(WITHOUT, "landlock,seccomp")
    done = grader("run", "--sandbox", "required", cwd=submission)
    assert done.returncode == 3
    assert "files, network, programs, signals" in done.stderr
    assert done.stderr.count("\n") == 1


def test_no_sandbox_is_said_in_the_report(submission: Path) -> None:
    write(submission, SOLUTION)
    done = grader("run", "--sandbox", "off", "--format", "json", cwd=submission)
    assert json.loads(done.stdout)["sandbox"] == "process, limits"


def test_the_submission_s_course_file_and_checks_are_not_read(submission: Path) -> None:
    (submission / "exercises/course.toml").write_text("broken = = =\n")
    (submission / "grader").mkdir()
    (submission / "grader/__init__.py").write_text("raise SystemExit(0)\n")
    (submission / "pytest.py").write_text("raise SystemExit(0)\n")
    (submission / "conftest.py").write_text("raise SystemExit(0)\n")
    write(submission, SOLUTION)
    script = Path(sys.executable).with_name("grader")
    done = subprocess.run(
        [script, "run", "--course", str(FIXTURE), "counter"],
        cwd=submission, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "7 of 7 points" in done.stdout


def test_json_goes_to_a_file_and_nothing_to_the_screen(submission: Path, tmp_path: Path) -> None:
    write(submission, SOLUTION)
    path = tmp_path / "report.json"
    done = grader("run", "--format", "json", "--output", str(path), cwd=submission)
    report = json.loads(path.read_text(encoding="utf-8"))
    assert done.stdout == ""
    assert [e["status"] for e in report["exercises"]] == ["passed", "not_started"]
    assert report["course"] == {"name": "Fixture", "version": "1"}


def test_the_solutions_pass(submission: Path) -> None:
    done = grader("run", "--against", "solutions", cwd=submission)
    assert done.returncode == 0
    assert "9 of 9 points" in done.stdout


def test_a_pool_and_one_process_give_the_same_report(submission: Path) -> None:
    write(submission, SOLUTION.replace("self.total = start", "self.total = -start"))
    shutil.rmtree(submission / "exercises/tree")
    shutil.copytree(FIXTURE / "solutions/tree", submission / "exercises/tree")
    pooled = json.loads(grader("run", "--format", "json", cwd=submission).stdout)
    alone = [
        json.loads(grader("run", name, "--format", "json", cwd=submission).stdout)["exercises"][0]
        for name in ("counter", "tree")
    ]
    for exercise in [*pooled["exercises"], *alone]:
        exercise["duration"] = 0
    assert pooled["exercises"] == alone


def test_list_shows_the_course(submission: Path) -> None:
    done = grader("list", cwd=submission)
    assert done.returncode == 0
    counter, tree, _blank, sum_ = done.stdout.splitlines()
    assert counter.split()[:5] == ["·", "counter", "level", "1", "0/7"]
    assert tree.split()[:5] == ["·", "tree", "level", "2", "0/2"]
    assert sum_.endswith("0 of 2 exercises passed, 0 of 9 points")
    assert "计数器" in grader("list", "--lang", "zh", cwd=submission).stdout


def test_show_gives_the_readme_in_both_languages(submission: Path) -> None:
    assert grader("show", "cou", cwd=submission).stdout.startswith("# A counter")
    assert grader("show", "cou", "--lang", "zh", cwd=submission).stdout.startswith("# 计数器")


def test_an_ascii_only_locale_gets_no_traceback(submission: Path) -> None:
    done = grader("run", cwd=submission, PYTHONIOENCODING="ascii")
    assert done.returncode == 1
    assert done.stderr == ""
    assert done.stdout.isascii()


def test_a_closed_pipe_is_no_error(submission: Path) -> None:
    command = [sys.executable, "-m", "grader", "list", "--course", str(FIXTURE)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


def test_colours_stay_out_of_pipes_and_no_color(submission: Path) -> None:
    assert "\x1b" not in grader("run", cwd=submission).stdout
    assert "\x1b" not in grader("run", cwd=submission, NO_COLOR="1").stdout


def test_verify_proves_a_course_as_a_table_and_as_json(tmp_path: Path) -> None:
    done = grader("verify", "counter", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    heading, row, holds = done.stdout.splitlines()
    columns = dict(zip(heading.split(), row.split(), strict=True))
    assert (columns["solution"], columns["stub"], columns["misconceptions"]) == ("7/7", "0/7", "8")
    assert "every claim above holds" in holds
    done = grader("verify", "counter", "--format", "json", cwd=tmp_path)
    proof = json.loads(done.stdout)
    assert (proof["failures"], proof["rows"][0]["exercise"]) == ([], "counter")


def test_verify_says_which_file_to_open_and_exits_1(tmp_path: Path) -> None:
    done = grader("verify", "tree", cwd=tmp_path)
    assert done.returncode == 1
    assert f"- {FIXTURE}/grader/variants/tree: there are 1 variants here" in done.stdout


def test_a_known_mistake_is_told_above_the_first_failed_check(submission: Path) -> None:
    write(submission, SOLUTION.replace("print(self.total)", "return str(self.total)"))
    shown = grader("run", "counter", cwd=submission).stdout
    sentence = "`say` gives the text instead of printing it"
    assert 0 < shown.index(sentence) < shown.index("test_say")


def test_list_knows_what_run_found_until_the_file_changes(submission: Path) -> None:
    write(submission, SOLUTION)
    assert "begun, not graded yet" in grader("list", cwd=submission).stdout
    grader("run", "counter", cwd=submission)
    assert "✓ counter" in grader("list", cwd=submission).stdout
    rows = json.loads(grader("list", "--format", "json", cwd=submission).stdout)["exercises"]
    assert [(row["id"], row["state"], row["score"]) for row in rows] == [
        ("counter", "passed", 7),
        ("tree", "not_started", 0),
    ]
    write(submission, SOLUTION + "# more\n")
    assert "changed since it was graded" in grader("list", cwd=submission).stdout
    (submission / ".grader/state.json").write_text("{")
    assert "begun, not graded yet" in grader("list", cwd=submission).stdout


def test_list_needs_no_submission(tmp_path: Path) -> None:
    assert grader("list", cwd=tmp_path).returncode == 0
    assert list(tmp_path.iterdir()) == []
    assert grader("list", "--submission", "nowhere", cwd=tmp_path).returncode == 2


def test_a_pass_tells_of_the_solution_and_the_solution_needs_a_pass(submission: Path) -> None:
    refused = grader("solution", "counter", cwd=submission)
    assert refused.returncode == 2
    assert "is shown once yours passes" in refused.stderr
    write(submission, SOLUTION)
    assert "grader solution counter" in grader("run", "counter", cwd=submission).stdout
    shown = grader("solution", "counter", cwd=submission)
    assert shown.returncode == 0
    assert SOLUTION in shown.stdout


def test_the_instructor_keeps_solutions_back(submission: Path, tmp_path: Path) -> None:
    shutil.copytree(FIXTURE, tmp_path / "course")
    file = tmp_path / "course/exercises/course.toml"
    file.write_text('solutions = "never"\n' + file.read_text(encoding="utf-8"), encoding="utf-8")
    write(submission, SOLUTION)
    there = ("--course", str(tmp_path / "course"))
    assert "grader solution" not in grader("run", "counter", *there, cwd=submission).stdout
    refused = grader("solution", "counter", *there, cwd=submission)
    assert refused.returncode == 2
    assert "keeps the solutions back" in refused.stderr


def test_next_uses_what_is_known(submission: Path) -> None:
    write(submission, SOLUTION.replace("self.total = start", "self.total = 0"))
    first = grader("next", cwd=submission).stdout
    assert "First to mend: A new counter stands at its start." in first
    kept = submission / ".grader/state.json"
    kept.write_text(kept.read_text().replace("A new counter stands at its start.", "Known."))
    assert "First to mend: Known." in grader("next", cwd=submission).stdout


def test_a_pass_is_told_of_once_by_next(submission: Path) -> None:
    write(submission, SOLUTION)
    assert "grader solution counter" in grader("next", cwd=submission).stdout
    assert "grader solution counter" not in grader("next", cwd=submission).stdout


def test_hint_gives_one_more_each_time(submission: Path) -> None:
    assert "Hint 1 of 3" in grader("hint", "cou", cwd=submission).stdout
    assert "Hint 2 of 3" in grader("hint", "cou", cwd=submission).stdout
    again = grader("hint", "cou", "--again", cwd=submission).stdout
    assert again.index("Hint 1 of 3") < again.index("Hint 2 of 3")
    assert "提示" not in again
    assert "There are no hints for tree" in grader("hint", "tree", cwd=submission).stdout


def test_reset_asks_and_keeps(submission: Path) -> None:
    assert "untouched stub already" in grader("reset", "counter", cwd=submission).stdout
    write(submission, SOLUTION)
    refused = grader("reset", "counter", cwd=submission)
    assert refused.returncode == 2
    assert "--yes" in refused.stderr
    done = grader("reset", "counter", "--yes", cwd=submission)
    assert done.returncode == 0
    kept = next((submission / "exercises/counter").glob("counter.py.*.bak"))
    assert str(kept.relative_to(submission)) in done.stdout
    assert kept.read_text(encoding="utf-8") == SOLUTION
    assert "not started" in grader("list", cwd=submission).stdout


def test_the_version_is_that_of_the_distribution() -> None:
    assert version("underglass") == VERSION
