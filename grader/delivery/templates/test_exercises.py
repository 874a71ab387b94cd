"""The editor's test button: a test for each exercise. `uv run grader` says more.

Written by `grader publish`. It is no part of grading: nothing here decides about points.
"""

import subprocess
import sys
import unittest
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent


class Exercises(unittest.TestCase):
    """Each test runs `grader run` on its exercise and shows what it says."""

    def grade(self, exercise: str) -> None:
        command = [sys.executable, "-m", "grader", "run", exercise]
        done = subprocess.run(
            command, cwd=REPOSITORY, capture_output=True, encoding="utf-8", check=False
        )
        if done.returncode:
            self.fail("\n" + done.stdout + done.stderr)

    # @TESTS@
