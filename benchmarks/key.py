"""What an answer key saves: the solved course by the key against the solved course by the checks.

    python -m benchmarks.key [EXERCISE…] [--runs N]

Publishes the course into a temporary folder and grades the reference solutions in turn with this
grader and with the published one, as whole processes, so that a drift of the machine's speed meets
both. The ratio of each pair is what counts; the aim is a fifth at most.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from grader.course import own_course
from grader.delivery.publish import publish
from grader.run import Options
from grader.solutions import solutions_folder

AIM = 0.2


def wall_seconds(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> float:
    """The wall time of a command that must succeed."""
    began = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout.decode()}{done.stderr.decode()}")
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("exercise", nargs="*")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    course = own_course()
    selected = course.select(options.exercise)
    names = [exercise.id for exercise in selected]
    with tempfile.TemporaryDirectory() as made:
        place = Path(made)
        repository = place / "repository"
        solutions = solutions_folder(course)
        publish(course, selected, solutions, repository, Options(jobs=os.cpu_count() or 1))
        solve(repository, solutions, names)
        by_key = [python_with(repository), "-m", "grader", "run", *names]
        in_full = [sys.executable, "-m", "grader", "run", *names, "--against", "solutions"]
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
        pairs = [
            (
                wall_seconds(by_key, repository, environment),
                wall_seconds(in_full, Path.cwd(), environment),
            )
            for _ in range(options.runs + 1)
        ][1:]  # the first pair warms the machine's caches
    show("by the key, s", [ours for ours, _ in pairs])
    show("by the checks, s", [theirs for _, theirs in pairs])
    show(f"ratio (aim {AIM})", [ours / theirs for ours, theirs in pairs])


def solve(repository: Path, solutions: Path, names: Sequence[str]) -> None:
    for name in names:
        shutil.copytree(solutions / name, repository / "exercises" / name, dirs_exist_ok=True)


def python_with(repository: Path) -> str:
    """The Python of a new environment with the published wheel and what that needs."""
    uv = [sys.executable, "-m", "uv"] if shutil.which("uv") is None else ["uv"]
    subprocess.run([*uv, "sync", "--quiet"], cwd=repository, check=True)
    return str(repository / ".venv" / ("Scripts" if os.name == "nt" else "bin") / "python")


def show(name: str, figures: Sequence[float]) -> None:
    print(
        f"{name:<18} min {min(figures):.3f}  median {statistics.median(figures):.3f}  "
        f"max {max(figures):.3f}"
    )


if __name__ == "__main__":
    main()
