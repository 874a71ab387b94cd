"""What isolation costs: `grader run E --against solutions` against plain pytest, whole processes.

    python -m benchmarks.isolation [EXERCISE…] [--runs N]

The two run in turn, so that a drift of the machine's speed meets both; the ratio of each pair is
what counts, and its median is what is printed last.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence

from grader.course import own_course


def wall_seconds(command: Sequence[str], environment: dict[str, str]) -> float:
    """The wall time of a command that must succeed."""
    began = time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    seconds = time.perf_counter() - began
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout.decode()}{done.stderr.decode()}")
    return seconds


def compare(exercise: str, checks_file: str, runs: int) -> float:
    """Print the figures of one exercise; the median ratio."""
    judged = [sys.executable, "-m", "grader", "run", exercise, "--against", "solutions"]
    plain = [sys.executable, "-m", "pytest", "-q", "-p", "benchmarks.in_process", checks_file]
    environment = dict(os.environ)
    pairs = []
    for number in range(runs + 1):
        pair = wall_seconds(judged, environment), wall_seconds(plain, environment)
        if number:  # the first pair warms the machine's caches
            pairs.append(pair)
    ratios = [ours / theirs for ours, theirs in pairs]
    for name, figures in (
        ("grader run, s", [p[0] for p in pairs]),
        ("plain pytest, s", [p[1] for p in pairs]),
        ("ratio", ratios),
    ):
        print(
            f"{exercise:<16} {name:<16} min {min(figures):.3f}  "
            f"median {statistics.median(figures):.3f}  max {max(figures):.3f}"
        )
    return statistics.median(ratios)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("exercise", nargs="*")
    parser.add_argument("--runs", type=int, default=10)
    options = parser.parse_args()
    for exercise in own_course().select(options.exercise):
        compare(exercise.id, exercise.checks_file, options.runs)


if __name__ == "__main__":
    main()
