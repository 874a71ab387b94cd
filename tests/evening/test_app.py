"""`grader watch` in a real terminal (tmux): keys, saves, sizes, and terminals that do little."""

import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import FIXTURE, SOLUTION

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
LIMIT = 100
"""Seconds until what must come is missed; nothing waits so long when all is well."""
FAILING = SOLUTION.replace("self.total = start", "self.total = -start")
HANGING = SOLUTION.replace("self.total += by", "\n        while True: pass")


class Terminal:
    """A terminal of its own, with a command in it."""

    def __init__(self, folder: Path, socket: Path, *arguments: str, **environment: str) -> None:
        self._tmux = ["tmux", "-S", str(socket), "-f", os.devnull]
        command = [sys.executable, "-m", "grader", "watch", "--course", str(FIXTURE), *arguments]
        settings = " ".join(f"{name}={shlex.quote(value)}" for name, value in environment.items())
        line = f"{settings} {shlex.join(command)}; echo ended with $?; cat"
        self._do("new-session", "-d", "-x", "90", "-y", "30", "-c", str(folder), line)

    def _do(self, *arguments: str) -> str:
        sized = ("COLUMNS", "LINES")  # of the tests' own terminal
        inherited = {name: value for name, value in os.environ.items() if name not in sized}
        done = subprocess.run(
            [*self._tmux, *arguments], check=True, capture_output=True, encoding="utf-8",
            env=inherited | {"LC_ALL": "C.UTF-8"},
        )  # fmt: skip
        return done.stdout

    def shown(self) -> str:
        return self._do("capture-pane", "-p")

    def wait_for(self, *words: str, gone: str = "") -> str:
        """The screen, once it shows all these words, and not what is to be gone."""
        end = time.monotonic() + LIMIT
        while time.monotonic() < end:
            screen = self.shown()
            if all(word in screen for word in words) and not (gone and gone in screen):
                return screen
            time.sleep(0.05)
        raise AssertionError(f"{words} never came, or {gone!r} stayed:\n{self.shown()}")

    def press(self, *keys: str) -> None:
        self._do("send-keys", *keys)

    def resize(self, columns: int, rows: int) -> None:
        self._do("resize-window", "-x", str(columns), "-y", str(rows))

    def close(self) -> None:
        subprocess.run([*self._tmux, "kill-server"], check=False, capture_output=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(FIXTURE / "exercises", tmp_path / "exercises")
    return tmp_path


@pytest.fixture
def terminals(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Terminal]]:
    opened: list[Terminal] = []
    yield opened
    for terminal in opened:
        terminal.close()


@pytest.fixture
def socket(tmp_path: Path) -> Path:
    return tmp_path / "tmux"


def save(folder: Path, source: str) -> None:
    """As vim does: another file, then a rename."""
    new = folder / "exercises/counter/4913"
    new.write_text(source, encoding="utf-8")
    new.replace(folder / "exercises/counter/counter.py")


def test_an_evening(folder: Path, socket: Path, terminals: list[Terminal]) -> None:
    note = folder / "told"
    editor = folder / "vi"
    editor.write_text(f'#!/bin/sh\nprintf "%s " "$@" > {note}\n')
    editor.chmod(0o755)
    terminal = Terminal(folder, socket, GRADER_EDITOR=str(editor))
    terminals.append(terminal)
    terminal.wait_for("0 of 2 exercises passed", "counter · A counter", "is not started", "q quit")
    save(folder, FAILING)
    terminal.wait_for("this one first", ">>> ", "expected", "got")
    terminal.press("h")
    terminal.wait_for("Hint 1 of 3: What must a counter remember?", "2 more")
    terminal.press("h")
    terminal.wait_for("Hint 2 of 3")
    save(folder, HANGING)
    terminal.wait_for("Checking counter")
    save(folder, SOLUTION)
    terminal.wait_for("counter passed: all 6 checks hold", "1 of 2", gone="Hint")
    terminal.press("e")
    terminal.wait_for("is opened in", "counter passed")
    assert note.read_text().strip() == str(folder / "exercises/counter/counter.py")
    terminal.press("l")
    terminal.wait_for("✓ counter", "· tree", gone="counter passed")
    terminal.press("j", "Enter")
    terminal.wait_for("tree · A package", "tree is not started")
    terminal.press("t")
    terminal.wait_for("A package", "back", gone="is not started")
    terminal.press("t")
    terminal.press("p")
    terminal.wait_for("counter passed")
    terminal.press("r")
    terminal.wait_for("Put the stub of counter back?")
    terminal.press("n")
    terminal.wait_for("Nothing was changed.")
    terminal.press("r")
    terminal.wait_for("Put the stub of counter back?")
    terminal.press("y")
    terminal.wait_for("counter is not started", ".bak")
    terminal.press("q")
    terminal.wait_for("ended with 0")


def test_sizes(folder: Path, socket: Path, terminals: list[Terminal]) -> None:
    save(folder, FAILING)
    terminal = Terminal(folder, socket)
    terminals.append(terminal)
    terminal.wait_for("this one first", "expected")
    for columns, rows in ((40, 12), (200, 50), (20, 5), (90, 30)):
        terminal.resize(columns, rows)
        terminal.wait_for("counter")
    terminal.wait_for("this one first", "expected", "q quit")
    (folder / "exercises/counter/counter.py").unlink()
    terminal.wait_for("is missing")
    terminal.press("C-c")
    terminal.wait_for("ended with 0")


@pytest.mark.parametrize("term", ["dumb", "vt100"])
def test_a_terminal_that_can_do_little(
    folder: Path, socket: Path, terminals: list[Terminal], term: str
) -> None:
    save(folder, SOLUTION)
    terminal = Terminal(folder, socket, TERM=term)
    terminals.append(terminal)
    terminal.wait_for("counter passed")
    terminal.press("q", "Enter")
    terminal.wait_for("ended with 0")


def test_chinese(folder: Path, socket: Path, terminals: list[Terminal]) -> None:
    terminal = Terminal(folder, socket, "--lang", "zh")
    terminals.append(terminal)
    terminal.wait_for("counter · 计数器")
    terminal.press("h")
    terminal.wait_for("计数器要记住什么")
    terminal.press("q")
    terminal.wait_for("ended with 0")
