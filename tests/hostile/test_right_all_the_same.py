"""What is odd but right passes all the same, and leaves no process behind.

The fixture's solution, with something beside it that a grader might stumble over.
"""

import time

import pytest

from grader.report import ExerciseReport
from grader.sandbox import WITHOUT, layers_in_force
from tests.conftest import SOLUTION, GradeSource, statuses

pytestmark = pytest.mark.usefixtures("leaves_no_process")

STILL_RIGHT = {
    "2 MB of prints": SOLUTION.replace(
        "return self.total", "print('x' * 2_000_000); return self.total"),
    "a thread that never ends": "import threading, time\nthreading.Thread(\n"
        "    target=lambda: time.sleep(1000)).start()\n" + SOLUTION,
    "a patched isinstance": SOLUTION + "\nimport builtins\n_real = isinstance\n"
        "builtins.isinstance = lambda *a: _real(*a)\n",
    "a patched print and open": SOLUTION + "\nimport builtins\nbuiltins.open = None\n",
    "an exit handler": "import atexit, os\natexit.register(os._exit, 0)\n" + SOLUTION,
    "closed standard streams": "import sys\nsys.stdin.close()\nsys.__stdout__.close()\n" + SOLUTION,
}  # fmt: skip

STARTS_A_PROCESS = {
    "a fork of 20 processes": "import os, time\nfor _ in range(20):\n"
        "    if os.fork() == 0:\n        os.setsid(); time.sleep(1000)\n" + SOLUTION,
    "children of children": "import os, time\nif os.fork() == 0:\n    if os.fork() == 0:\n"
        "        time.sleep(1000)\n    os._exit(0)\n" + SOLUTION,
    "a program": "import subprocess\nsubprocess.Popen(['sleep', '1000'])\n" + SOLUTION,
}  # fmt: skip
"""They pass where nothing forbids it, and leave nothing behind all the same."""


def graded_in_time(grade_source: GradeSource, source: str) -> ExerciseReport:
    began = time.monotonic()
    report = grade_source(source)
    assert time.monotonic() - began < 90
    assert len(report.checks) == 6
    return report


@pytest.mark.parametrize("source", STILL_RIGHT.values(), ids=STILL_RIGHT.keys())
def test_what_is_right_all_the_same_passes(grade_source: GradeSource, source: str) -> None:
    report = graded_in_time(grade_source, source)
    assert statuses(report) == dict.fromkeys(statuses(report), "passed")


@pytest.mark.parametrize("source", STARTS_A_PROCESS.values(), ids=STARTS_A_PROCESS.keys())
@pytest.mark.parametrize("without", ["", "landlock,seccomp"])
def test_what_starts_a_process_is_denied_it_or_leaves_none(
    grade_source: GradeSource, monkeypatch: pytest.MonkeyPatch, source: str, without: str
) -> None:
    monkeypatch.setenv(WITHOUT, without)
    report = graded_in_time(grade_source, source)
    if "programs" in layers_in_force("auto"):
        assert set(statuses(report).values()) == {"error"}
        assert "no other programs" in report.checks[0].message
    else:
        assert set(statuses(report).values()) == {"passed"}


def test_output_that_is_not_kept_is_counted(grade_source: GradeSource) -> None:
    source = STILL_RIGHT["2 MB of prints"].replace("return self.total", "return None")
    check = next(c for c in grade_source(source).checks if c.id == "test_bump")
    assert check.output.endswith("more bytes were printed)")
    assert len(check.output) < 10_000


def test_a_hang_costs_only_the_checks_that_meet_it(grade_source: GradeSource) -> None:
    report = grade_source(SOLUTION.replace("print(self.total)", "input() if 0 else self.say()"))
    assert statuses(report) | {"test_say": "?"} == dict.fromkeys(statuses(report), "passed") | {
        "test_say": "?"}  # fmt: skip
