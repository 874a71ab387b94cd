"""What stands around the exercises in a student repository: workflows, dev container, editor.

`surroundings(course)` gives each file's text by its path, for `grader publish` to write. The
templates are beside this module; `@NAME@` in them is filled in. This repository carries some of the
same files, which `scripts/surroundings` writes anew.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, get_args

from grader.course import Course, Exercise
from grader.reporters.classroom import runners

Classroom = Literal["classroom", "actions", "classroom50", "legacy"]
"""Where a student repository is graded: by the `classroom-resources` actions, by plain GitHub
Actions, by Classroom 50, or by the older `education/autograding`."""
CLASSROOMS: tuple[Classroom, ...] = get_args(Classroom)

OWN = (".github/workflows/classroom.yml", ".devcontainer/devcontainer.json", ".vscode/tasks.json")
"""The files that this repository carries too, so that a copy of it grades itself."""
TEMPLATES = Path(__file__).parent / "templates"
PYTHON = "3.13"
"""The Python of workflows and of the dev container."""
ACTIONS = {
    "CHECKOUT": "actions/checkout@8e8c483db84b4bee98b60c0593521ed34d9990e8 # v6.0.1",
    "SETUP_PYTHON": "actions/setup-python@83679a892e2d95755f2dac6acb0bfd1e9ac5d548 # v6.1.0",
    "REPORTER": "classroom-resources/autograding-grading-reporter@"
    "d13b5912daf5042ac1b71bc38bdb4a6bcd61d8ca # v1",
}
"""Pinned by commit: a tag can be moved, and these run beside a student's work."""
INSTALL = (
    "python3 -m uv --version || python3 -m pip install --quiet uv",
    "python3 -m uv sync --quiet",
)
SHOW = (
    'python3 -m uv run grader report "$RUNNER_TEMP/report.json"',
    'python3 -m uv run grader report "$RUNNER_TEMP/report.json" --format github',
    'python3 -m uv run grader report "$RUNNER_TEMP/report.json" \\',
    '  --format markdown >> "$GITHUB_STEP_SUMMARY"',
)
RUN = "python3 -m uv run grader run {exercise}"
SETUP = " && ".join(f"({command})" for command in INSTALL)
MOST_TESTS = 100
"""Entries that Classroom 50 takes."""
MOST_NAME = 100
"""Bytes of a name there."""
MINUTES = 5
"""What one exercise may take, installation included."""


def surroundings(course: Course, classrooms: Iterable[Classroom] = CLASSROOMS) -> dict[str, str]:
    """The text of each file, by its path in the student repository."""
    files = {
        ".devcontainer/devcontainer.json": _json(dev_container(course)),
        ".vscode/tasks.json": _json(TASKS),
        ".vscode/settings.json": _json(SETTINGS),
        ".vscode/extensions.json": _json({"recommendations": EXTENSIONS}),
        ".vscode/test_exercises.py": test_button(course),
    }
    chosen = set(classrooms)
    if "classroom" in chosen:
        files[".github/workflows/classroom.yml"] = classroom_workflow(course)
    if "actions" in chosen:
        files[".github/workflows/grade.yml"] = grade_workflow(each_push="classroom" not in chosen)
    if "legacy" in chosen:
        files[".github/classroom/autograding.json"] = _json({"tests": legacy_tests(course)})
    if "classroom50" in chosen:
        files[".github/classroom50/autograder.py"] = template("autograder.py")
        files[".github/classroom50/tests.json"] = _json(declarative_tests(course))
    return files


def template(name: str, **filled: str) -> str:
    """A template with `@NAME@` filled in."""
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    for key, value in (ACTIONS | {"PYTHON": PYTHON} | filled).items():
        text = text.replace(f"@{key}@", value)
    return text


def classroom_workflow(course: Course) -> str:
    """For GitHub Classroom's reporter: a runner for each exercise, so that it shows them apart."""
    names = [name for each in course.exercises for name in runners(each.id, each.max_score)]
    results = [f"{name.upper()}_RESULTS: ${{{{ steps.grade.outputs.{name} }}}}" for name in names]
    return template(
        "classroom.yml",
        INSTALL=_indented(INSTALL, 10),
        SHOW=_indented(SHOW, 10),
        RESULTS=_indented(results, 10),
        RUNNERS=",".join(names),
    )


def grade_workflow(*, each_push: bool) -> str:
    """For plain GitHub Actions. Where another workflow grades each push, this one doesn't."""
    triggers = ["push:", "pull_request:", "workflow_dispatch:"]
    return template(
        "grade.yml",
        TRIGGERS=_indented(triggers if each_push else triggers[1:], 2),
        INSTALL=_indented(INSTALL, 10),
        SHOW=_indented(SHOW, 10),
    )


def legacy_tests(course: Course) -> list[dict[str, Any]]:
    """`.github/classroom/autograding.json`: a test an exercise, all points or none."""
    return [
        {
            "name": each.entry.title.en,
            "setup": SETUP,
            "run": RUN.format(exercise=each.id),
            "input": "",
            "output": "",
            "comparison": "included",
            "timeout": MINUTES,
            "points": each.max_score,
        }
        for each in course.exercises
    ]


def declarative_tests(course: Course) -> list[dict[str, Any]]:
    """Classroom 50's declarative tests: one an exercise, all points or none."""
    assert len(course.exercises) <= MOST_TESTS, f"Classroom 50 takes {MOST_TESTS} tests at most"
    return [
        {
            "name": _name50(each),
            "type": "run",
            "setup": SETUP,
            "run": RUN.format(exercise=each.id),
            "timeout": MINUTES * 60,
            "points": each.max_score,
        }
        for each in course.exercises
    ]


def _name50(exercise: Exercise) -> str:
    name = f"{exercise.id}: {exercise.entry.title.en}".encode()[:MOST_NAME]
    return name.decode(errors="ignore")


EXTENSIONS = ["ms-python.python"]
SETTINGS = {
    # The test button: a test an exercise, which runs the grader on it.
    "python.testing.pytestEnabled": False,
    "python.testing.unittestEnabled": True,
    "python.testing.unittestArgs": ["-s", ".vscode", "-p", "test_exercises.py"],
    "workbench.startupEditor": "readme",
}
PYTHON_OF_THE_EDITOR = "${command:python.interpreterPath}"


def _task(label: str, *arguments: str, **more: Any) -> dict[str, Any]:
    return {
        "label": label,
        "type": "process",
        "command": PYTHON_OF_THE_EDITOR,
        "args": ["-m", "grader", *arguments],
        "problemMatcher": [],
        "presentation": {"panel": "dedicated", "clear": True},
        **more,
    }


TASKS = {
    "version": "2.0.0",
    "tasks": [
        _task("grader watch", "watch", group={"kind": "build", "isDefault": True}),
        _task("grader", "run", group={"kind": "test", "isDefault": True}),
        _task("grader next", "next"),
    ],
}
"""The default build task (Ctrl+Shift+B) grades at each change, the default test task once."""


def dev_container(course: Course) -> dict[str, Any]:
    """Everything is installed when it opens, and the README is shown."""
    return {
        "name": course.name,
        "image": f"mcr.microsoft.com/devcontainers/python:{PYTHON}",
        "postCreateCommand": SETUP,
        "customizations": {
            "codespaces": {"openFiles": ["README.md"]},
            "vscode": {
                "extensions": EXTENSIONS,
                "settings": {
                    "python.defaultInterpreterPath": "${containerWorkspaceFolder}/.venv/bin/python",
                    "workbench.startupEditor": "readme",
                },
            },
        },
    }


def test_button(course: Course) -> str:
    """The tests that the editor's test button finds."""
    tests = [
        f'def test_{each.id}(self) -> None:\n        self.grade("{each.id}")\n'
        for each in course.exercises
    ]
    marked = template("test_exercises.py")
    return marked.replace("# @TESTS@\n", "\n    ".join(tests))


def _indented(lines: Iterable[str], columns: int) -> str:
    return "\n".join(" " * columns + line for line in lines)


def _json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
