"""What stands around the exercises: each file by its schema, and for every exercise."""

import json
import re
import unittest
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
import yaml

from grader.course import Course, own_course
from grader.delivery.surroundings import CLASSROOMS, Classroom, surroundings
from grader.reporters.classroom import runners
from tests.conftest import FIXTURE

SCHEMAS = FIXTURE.parent / "reporters/schemas"


def checked(document: Any, name: str) -> Any:
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(document)
    return document


@pytest.fixture(params=["fixture", "own"])
def any_course(request: pytest.FixtureRequest, course: Course) -> Course:
    return course if request.param == "fixture" else own_course()


def test_every_exercise_is_graded_by_every_classroom_for_its_points(any_course: Course) -> None:
    files = surroundings(any_course)
    points = [each.max_score for each in any_course.exercises]
    declared = checked(json.loads(files[".github/classroom50/tests.json"]), "classroom50-tests")
    legacy = checked(json.loads(files[".github/classroom/autograding.json"]), "autograding")[
        "tests"
    ]
    assert [test["points"] for test in declared] == [test["points"] for test in legacy] == points
    for each, one, other in zip(any_course.exercises, declared, legacy, strict=True):
        assert one["run"] == other["run"] == f"python3 -m uv run grader run {each.id}"
        assert len(one["name"].encode()) <= 100
    assert len({test["name"] for test in declared}) == len(declared)


def test_the_reporter_is_given_every_runner_s_result(any_course: Course) -> None:
    workflow = yaml.safe_load(surroundings(any_course)[".github/workflows/classroom.yml"])
    reporter = workflow["jobs"]["run-autograding-tests"]["steps"][-1]
    names = [name for each in any_course.exercises for name in runners(each.id, each.max_score)]
    assert reporter["with"]["runners"].split(",") == names
    assert reporter["env"] == {
        f"{name.upper()}_RESULTS": f"${{{{ steps.grade.outputs.{name} }}}}" for name in names
    }


def test_a_name_that_is_too_long_for_classroom50_is_cut_between_characters(course: Course) -> None:
    first = course.exercises[0]
    title = msgspec.structs.replace(first.entry.title, en="界" * 60)
    entry = msgspec.structs.replace(first.entry, title=title)
    long = msgspec.structs.replace(first, entry=entry)
    changed = msgspec.structs.replace(course, exercises=(long,))
    (test,) = json.loads(surroundings(changed)[".github/classroom50/tests.json"])
    assert 97 < len(test["name"].encode()) <= 100


@pytest.mark.parametrize(
    ("chosen", "present"),
    [
        (["actions"], [".github/workflows/grade.yml"]),
        (["classroom"], [".github/workflows/classroom.yml"]),
        (["classroom50"], [".github/classroom50/autograder.py", ".github/classroom50/tests.json"]),
        (["legacy"], [".github/classroom/autograding.json"]),
        ([], []),
    ],
)
def test_only_the_chosen_classrooms_get_files(
    chosen: Iterable[Classroom], present: list[str], course: Course
) -> None:
    files = surroundings(course, chosen)
    assert sorted(path for path in files if path.startswith(".github")) == sorted(present)


def test_each_push_is_graded_once(course: Course) -> None:
    """YAML reads the key `on` as true."""
    both = yaml.safe_load(surroundings(course)[".github/workflows/grade.yml"])
    alone = yaml.safe_load(surroundings(course, ["actions"])[".github/workflows/grade.yml"])
    assert "push" not in both[True]
    assert "push" in alone[True]


def test_the_name_that_classroom50_reserves_is_left_to_it(course: Course) -> None:
    assert not any(Path(path).name.startswith("autograde.y") for path in surroundings(course))
    assert set(CLASSROOMS) == {"classroom", "actions", "classroom50", "legacy"}


def test_nothing_is_left_to_fill_in(any_course: Course) -> None:
    for path, text in surroundings(any_course).items():
        assert not re.search(r"@[A-Z_]+@", text), path


def test_the_dev_container_keeps_its_schema_and_opens_with_all_that_is_needed(
    course: Course,
) -> None:
    container = json.loads(surroundings(course)[".devcontainer/devcontainer.json"])
    schema = json.loads((SCHEMAS / "devcontainer.json").read_text(encoding="utf-8"))
    jsonschema.Draft201909Validator(schema).validate(container)
    assert "uv sync" in container["postCreateCommand"]
    customizations = container["customizations"]
    assert customizations["codespaces"]["openFiles"] == ["README.md"]
    assert "ms-python.python" in customizations["vscode"]["extensions"]


def test_the_watch_mode_is_the_default_build_task(course: Course) -> None:
    files = surroundings(course)
    tasks = json.loads(files[".vscode/tasks.json"])["tasks"]
    (watch,) = [task for task in tasks if task.get("group") == {"kind": "build", "isDefault": True}]
    assert watch["args"] == ["-m", "grader", "watch"]
    assert len({task["label"] for task in tasks}) == len(tasks)


def test_the_test_button_finds_a_test_for_each_exercise(course: Course, tmp_path: Path) -> None:
    files = surroundings(course)
    settings = json.loads(files[".vscode/settings.json"])
    start, folder, option, pattern = settings["python.testing.unittestArgs"]
    assert (start, folder, option) == ("-s", ".vscode", "-p")
    file = tmp_path / folder / pattern
    file.parent.mkdir()
    file.write_text(files[f"{folder}/{pattern}"], encoding="utf-8")
    found = unittest.TestLoader().discover(str(file.parent), pattern)
    names = [case.id().split(".")[-1] for suite in found for cases in suite for case in cases]  # type: ignore[union-attr]
    assert names == ["test_counter", "test_tree"]
