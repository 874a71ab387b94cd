"""Submissions that attack, crash or hang get nothing for what they did not solve, and lose nothing.

Each is graded on the fixture course: the verdicts, that every check is reported, that it ends in
time, and that no process is left behind.
"""

import time

import pytest

from grader.report import ExerciseReport
from grader.sandbox import WITHOUT, layers_in_force
from tests.conftest import SOLUTION, GradeSource, statuses

pytestmark = pytest.mark.usefixtures("leaves_no_process")

IN_INIT = "class Counter:\n    def __init__(self, start=0):\n        {}\n"
"""A counter whose every use runs one statement."""

NOTHING_WORKS = {
    "an endless loop at import": ("while True:\n    pass\n", "timeout", "come to an end"),
    "an endless loop in a method": (IN_INIT.format("while True: pass"), "timeout", "computing"),
    "os._exit(0)": (IN_INIT.format("import os; os._exit(0)"), "error", "ended the whole program"),
    "sys.exit()": (IN_INIT.format("import sys; sys.exit()"), "failed", "SystemExit"),
    "raise KeyboardInterrupt": (
        IN_INIT.format("raise KeyboardInterrupt"), "failed", "KeyboardInterrupt"),
    "unbounded recursion": (
        IN_INIT.format("self.__init__(start)"), "failed", "RecursionError"),
    "a crash through ctypes": (
        IN_INIT.format("import ctypes; ctypes.string_at(0)"), "error", "crashed"),
    "8 GB of memory": (
        IN_INIT.format("self.total = bytearray(8 << 30)"), "error", "more memory"),
    "memory piece by piece": (
        IN_INIT.format("pieces = []\n        while True: pieces.append(bytearray(1 << 24))"),
        "error", "more memory"),
    "a lock never released": (
        IN_INIT.format("import threading; l = threading.Lock(); l.acquire(); l.acquire()"),
        "timeout", "waited"),
    "200 MB of prints": (
        IN_INIT.format("[print('x' * 1_000_000) for _ in range(200)]"), "error", "printed more"),
    "prints without end": (IN_INIT.format("while True: print('x')"), "timeout", "computing"),
    "an isinstance that always agrees": (
        "import builtins\nbuiltins.isinstance = builtins.issubclass = lambda *args: True\n"
        + IN_INIT.format("self.total = None")
        + "    def bump(self, by=1): return True\n    def say(self): pass\n",
        "failed", "not the one"),
    "a syntax error": ("class Counter\n", "error", "can't be read"),
    "a file that isn't UTF-8": (b"# \xe4\xf6\nx = 1\n", "error", "can't be read"),
    "a NUL byte": (b"x = '\x00'\n", "error", "null bytes"),
    "always equal": (
        IN_INIT.format("pass") + "    def __eq__(self, other): return True\n"
        "    __hash__ = None\n    total = property(lambda self: Counter())\n"
        "    def bump(self, by=1): return Counter()\n    def say(self): print(self)\n",
        "failed", "not the one"),
}  # fmt: skip

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


def graded_in_time(grade_source: GradeSource, source: str | bytes) -> ExerciseReport:
    began = time.monotonic()
    report = grade_source(source)
    assert time.monotonic() - began < 90
    assert len(report.checks) == 6
    return report


@pytest.mark.parametrize(
    ("source", "status", "words"), NOTHING_WORKS.values(), ids=NOTHING_WORKS.keys()
)
def test_what_solves_nothing_gets_nothing(
    grade_source: GradeSource, source: str | bytes, status: str, words: str
) -> None:
    report = graded_in_time(grade_source, source)
    assert report.score == 0
    assert set(statuses(report).values()) == {status}
    assert words in report.checks[0].message


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
