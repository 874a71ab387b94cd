"""Carries out a job of a workflow as GitHub's runner does, as far as our workflows need it.

`run:` steps are run in bash; of `uses:` steps the checkout and Python are there already, and the
reporter of `classroom-resources` is the one of `tests.reporters.classroom_reporter`.
"""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from tests.reporters.classroom_reporter import Reported
from tests.reporters.classroom_reporter import report as reporter

THERE = ("actions/checkout@", "actions/setup-python@")
REPORTER = "classroom-resources/autograding-grading-reporter@"
OUTPUT = re.compile(r"\$\{\{ steps\.(\w+)\.outputs\.(\w+) \}\}")
EVEN_AFTER_A_FAILURE = "${{ !cancelled() }}"
TOOLS = Path(__file__).parents[3] / ".ci/tools/bin"
"""Where `.ci/run` puts uv on a machine that has none."""


class Done(NamedTuple):
    """What a job left behind."""

    failed: list[str]
    """Names of the steps that failed."""
    log: str
    outputs: dict[str, dict[str, str]]
    """By the step's id."""
    summary: str
    reported: Reported | None
    """What the reporter made of the results, where there is one."""


def carry_out(job: dict[str, Any], checkout: Path, temp: Path) -> Done:
    """Run a job's steps in a checkout; `temp` is a new folder of this job's own."""
    failed: list[str] = []
    log = summary = ""
    outputs: dict[str, dict[str, str]] = {}
    reported = None
    for number, step in enumerate(job["steps"]):
        if failed and step.get("if") != EVEN_AFTER_A_FAILURE:
            continue
        if "run" in step:
            folder = temp / str(number)
            folder.mkdir(parents=True)
            code, said = _run(step, checkout, folder, temp)
            log += said
            summary += (folder / "summary").read_text(encoding="utf-8")
            if "id" in step:
                outputs[step["id"]] = _outputs(folder / "output")
            if code:
                failed.append(step["name"])
        elif step["uses"].startswith(REPORTER):
            reported = _report(step, outputs)
            if reported.failed:
                failed.append(step["name"])
        else:
            assert step["uses"].startswith(THERE), f"nobody knows {step['uses']} here"
    return Done(failed, log, outputs, summary, reported)


def _run(step: dict[str, Any], checkout: Path, folder: Path, temp: Path) -> tuple[int, str]:
    for file in ("output", "summary"):
        (folder / file).touch()
    script = folder / "script.sh"
    script.write_text(step["run"], encoding="utf-8")
    environment = surroundings() | {
        "CI": "true",
        "GITHUB_ACTIONS": "true",
        "GITHUB_OUTPUT": str(folder / "output"),
        "GITHUB_STEP_SUMMARY": str(folder / "summary"),
        "RUNNER_TEMP": str(temp),
    }
    done = subprocess.run(
        ["bash", "-e", str(script)],
        cwd=checkout, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        encoding="utf-8", timeout=600, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout


def surroundings() -> dict[str, str]:
    """The environment of the machine, without the virtual environment that the tests run in."""
    ours = {"VIRTUAL_ENV", "UV_RUN_RECURSION_DEPTH", "PYTHONPATH"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    own = str(Path(sys.executable).parent)
    folders = [each for each in os.environ["PATH"].split(os.pathsep) if each != own]
    return kept | {
        "PATH": os.pathsep.join([str(TOOLS), *folders]),
        "UV_PYTHON": sys.executable,
        "UV_COMPILE_BYTECODE": "0",
    }


def _outputs(file: Path) -> dict[str, str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    assert all(re.match(r"\w+=", line) for line in lines), "each output is one line"
    return dict(line.split("=", 1) for line in lines)


def _report(step: dict[str, Any], outputs: dict[str, dict[str, str]]) -> Reported:
    """Hand the results over as the runner does: the environment, by the reporter's names."""
    environment = {
        name: OUTPUT.sub(lambda found: outputs[found[1]].get(found[2], ""), value)
        for name, value in step["env"].items()
    }
    names = step["with"]["runners"].split(",")
    return reporter({name: environment[f"{name.strip().upper()}_RESULTS"] for name in names})
