"""Whether the same submission always gets the same report: each exercise graded many times.

    python -m benchmarks.steadiness [EXERCISE…] [--repeat N] [--busy]

For each exercise the solution and a misconception are graded N times, with other hash seeds and
in fresh processes; `--busy` keeps every core occupied meanwhile. Reports are compared byte by byte,
without their durations. The exit code is 1 when any differs.
"""

import argparse
import contextlib
import multiprocessing
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from grader.cli import solutions_folder
from grader.course import Course, Exercise, own_course
from grader.judge import Job
from grader.report import ExerciseReport
from grader.run import grade_all
from grader.verify import collect


def spin() -> None:
    while True:
        pass


@contextlib.contextmanager
def busy_cores(wanted: bool) -> Iterator[None]:
    """Keep every core occupied, when wanted."""
    spinning = [
        multiprocessing.Process(target=spin, daemon=True)
        for _ in range((os.cpu_count() or 1) if wanted else 0)
    ]
    for process in spinning:
        process.start()
    try:
        yield
    finally:
        for process in spinning:
            process.kill()


def essence(report: ExerciseReport) -> bytes:
    return msgspec.json.encode(msgspec.structs.replace(report, duration=0.0))


def differences(course: Course, exercise: Exercise, repeat: int) -> int:
    """Grade N times each; how many different reports there are beyond the first."""
    candidates = list(collect(exercise, course, Path(solutions_folder(course))))
    chosen = [candidates[0], next(c for c in candidates if c.kind == "misconception")]
    extra = 0
    for candidate in chosen:
        jobs = [Job(exercise, candidate.submitted, exercise.id, hash_seed=n) for n in range(repeat)]
        reports = {essence(report) for report in grade_all(jobs, os.cpu_count() or 1, _silent)}
        print(f"{exercise.id:<16} {candidate.kind:<14} {repeat} times: {len(reports)} report(s)")
        extra += len(reports) - 1
    return extra


def _silent(*_: object) -> None:
    pass


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("exercise", nargs="*")
    parser.add_argument("--repeat", type=int, default=100)
    parser.add_argument("--busy", action="store_true")
    options = parser.parse_args()
    course = own_course()
    with busy_cores(options.busy):
        extra = sum(differences(course, e, options.repeat) for e in course.select(options.exercise))
    sys.exit(1 if extra else 0)


if __name__ == "__main__":
    main()
