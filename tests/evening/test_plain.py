"""`grader watch` in a pipe: verdicts as lines, commands as lines, and an end."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Queue

import pytest

from tests.conftest import FIXTURE, SOLUTION

LIMIT = 100
FAILING = SOLUTION.replace("self.total = start", "self.total = -start")


class Talk:
    """A running `grader watch`, and a way to wait for what it says."""

    def __init__(self, folder: Path, *arguments: str, **environment: str) -> None:
        command = [sys.executable, "-m", "grader", "watch", "--course", str(FIXTURE), *arguments]
        self.process = subprocess.Popen(
            command, cwd=folder, env=os.environ | {"PYTHONUTF8": "1"} | environment,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            encoding="utf-8",
        )  # fmt: skip
        self.said: list[str] = []
        self._lines: Queue[str] = Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def hear(self, words: str) -> str:
        """Wait for a line with these words."""
        while True:
            line = self._lines.get(timeout=LIMIT)
            self.said.append(line)
            if words in line:
                return line

    def type(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def end(self) -> int:
        assert self.process.stdin is not None
        self.process.stdin.close()
        return self.process.wait(LIMIT)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(FIXTURE / "exercises", tmp_path / "exercises")
    return tmp_path


@pytest.fixture
def talk(folder: Path) -> Iterator[Talk]:
    started = Talk(folder)
    yield started
    started.process.kill()
    started.process.wait()


def save(folder: Path, source: str) -> None:
    new = folder / "exercises/counter/new"
    new.write_text(source, encoding="utf-8")
    new.replace(folder / "exercises/counter/counter.py")


def test_an_evening(folder: Path, talk: Talk) -> None:
    talk.hear("counter · A counter")
    talk.hear("counter is not started")
    save(folder, FAILING)
    talk.hear("Checking counter")
    talk.hear("checks pass; this one first.")
    talk.hear(">>> ")
    talk.hear("got")
    talk.type("h")
    talk.hear("Hint 1 of 3: What must a counter remember?")
    talk.type("hint")
    talk.hear("Hint 2 of 3")
    save(folder, SOLUTION)
    talk.hear("counter passed: all 6 checks hold.")
    talk.type("l")
    talk.hear("1 of 2 exercises passed, 7 of 9 points")
    talk.type("n")
    talk.hear("tree · A package")
    talk.type("t")
    talk.hear("# A package")
    talk.type("p")
    talk.hear("counter · A counter")
    talk.type("r")
    talk.hear("(y/n)")
    talk.type("n")
    talk.hear("Nothing was changed.")
    talk.type("r")
    talk.type("y")
    talk.hear("is kept in")
    talk.hear("counter is not started")
    talk.type("a")
    talk.hear("Nothing is begun yet.")
    talk.type("g nowhere")
    talk.hear("There is no exercise “nowhere”")
    talk.type("what")
    talk.hear("“what” is no command.")
    talk.type("q")
    assert talk.process.wait(LIMIT) == 0
    assert not any("\x1b" in line or "Traceback" in line for line in talk.said)


def test_the_end_of_the_input_ends_it_when_all_is_graded(folder: Path) -> None:
    save(folder, SOLUTION)
    talk = Talk(folder, "counter")
    assert talk.end() == 0
    talk.hear("counter passed")


def test_ctrl_c_ends_it_without_a_traceback(folder: Path, talk: Talk) -> None:
    talk.hear("counter is not started")
    talk.process.send_signal(signal.SIGINT)
    assert talk.process.wait(LIMIT) == 0
    assert not any("Traceback" in line for line in talk.said)


def test_an_ascii_pipe_gets_no_error(folder: Path) -> None:
    save(folder, FAILING)
    talk = Talk(folder, "counter", PYTHONUTF8="0", PYTHONIOENCODING="ascii", LC_ALL="C")
    talk.hear("expected")
    assert talk.end() == 0
    assert all(line.isascii() for line in talk.said)


def test_a_wrong_exercise_is_one_sentence(folder: Path) -> None:
    talk = Talk(folder, "conter")
    assert talk.end() == 2
    assert talk.hear("did you mean").startswith("grader: There is no exercise")
