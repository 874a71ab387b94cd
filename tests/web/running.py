"""`grader web` as a student starts it, in a process of its own."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from tests.conftest import FIXTURE

PATIENCE = 60.0
"""Seconds; far more than anything here takes."""


class Running(msgspec.Struct):
    process: subprocess.Popen[str]
    address: str
    """With the token."""
    submission: Path

    @property
    def port(self) -> int:
        found = re.search(r":(\d+)/", self.address)
        assert found
        return int(found.group(1))

    def save(self, source: str) -> None:
        """Save the counter as many editors do: write beside it, then put it in its place."""
        file = self.submission / "exercises/counter/counter.py"
        beside = file.with_name("counter.py~new")
        beside.write_text(source, encoding="utf-8")
        beside.replace(file)


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "grader", "web", "--course", str(FIXTURE), *arguments]


def untouched(folder: Path) -> Path:
    """An untouched submission of the fixture course."""
    shutil.copytree(FIXTURE / "exercises", folder / "exercises")
    return folder


@contextlib.contextmanager
def running(submission: Path, *arguments: str, **environment: str) -> Iterator[Running]:
    """The server; it is killed when it is still there in the end."""
    process = subprocess.Popen(
        command("--jobs", "1", *arguments), cwd=submission, env=os.environ | environment,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        start_new_session=True,
    )  # fmt: skip
    try:
        assert process.stdout
        address = next((line.strip() for line in process.stdout if "http://" in line), "")
        assert address, process.communicate(timeout=PATIENCE)
        yield Running(process, address, submission)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(PATIENCE)
