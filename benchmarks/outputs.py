"""What writing the outputs of a cohort costs, for 100 students and for many.

`python -m benchmarks.outputs [STUDENTS]` writes all of them, each time in a process of its own, on
a class of made-up reports of this course (no grading), and prints seconds of CPU and peak memory.
With `--html` the report is written too: its similar answers are sought among the course's own
variants and misconceptions, a part of them changed a little.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import msgspec
import psutil

from grader.cohort import outputs
from grader.cohort.model import CheckColumn, Cohort, Column, Row, Student
from grader.course import Course, Exercise, own_course
from grader.report import CheckReport, CourseInfo, ExerciseReport, exercise_report

FILES = ("csv", "json", "junit", "canvas", "moodle", "feedback")
SHARE_THAT_FAILS = 0.2


class Class(msgspec.Struct, frozen=True):
    """A class of any size that needs no memory: a student's reports are made when asked for."""

    course: Course
    students: int

    @property
    def cohort(self) -> Cohort:
        columns = tuple(column(exercise) for exercise in self.course.exercises)
        info = CourseInfo(self.course.name, self.course.version)
        return Cohort("class", info, 0, "none", "en", columns)

    def rows(self) -> Iterator[Row]:
        for number in range(self.students):
            draw = random.Random(number)
            reports = tuple(report(exercise, draw) for exercise in self.course.exercises)
            name = f"s{number:05}"
            yield Row(Student(name), name, "graded", "", reports)

    def files(self, row: Row, exercise: str) -> Mapping[str, bytes]:
        draw = random.Random(row.source + exercise)
        texts = answers(self.course.hidden, exercise)
        if not texts:
            return {}
        own = f"\n\ndef own_{draw.randrange(9)}(a):\n    return [a, {draw.randrange(10**6)}]\n"
        return {f"{exercise}.py": draw.choice(texts) + own.encode() * draw.randrange(4)}


def column(exercise: Exercise) -> Column:
    checks = tuple(CheckColumn(c.id, c.title, c.points, c.task) for c in exercise.checks)
    return Column(exercise.id, exercise.entry.title.en, exercise.max_score, checks)


def report(exercise: Exercise, draw: random.Random) -> ExerciseReport:
    checks = tuple(
        CheckReport(c.id, c.title, "passed", c.points, c.points)
        if draw.random() > SHARE_THAT_FAILS
        else CheckReport(
            c.id, c.title, "failed", 0, c.points,
            "The answer is not the one that the task asks for.", "5", str(draw.randrange(3)),
            f">>> from {exercise.id} import *\n>>> a = (1, 2)\n>>> f(a)\n7",
        )
        for c in exercise.checks
    )  # fmt: skip
    return exercise_report(exercise.id, exercise.entry.title.en, checks, 0.0)


@cache
def answers(hidden: str, exercise: str) -> list[bytes]:
    kinds = (Path(hidden) / kind / exercise for kind in ("variants", "misconceptions"))
    return [path.read_bytes() for kind in kinds for path in sorted(kind.glob("*.py"))]


def measure(students: int, html: bool) -> str:
    """Write everything once, in this process."""
    course = own_course()
    parser = argparse.ArgumentParser()
    outputs.add_arguments(parser)
    with tempfile.TemporaryDirectory() as folder:
        names = (*FILES, "html") if html else FILES
        options = parser.parse_args([w for n in names for w in (f"--{n}", f"{folder}/{n}")])
        began = time.process_time()
        outputs.write(options, Class(course, students), course)
        spent = time.process_time() - began
    peak = getattr(psutil.Process().memory_info(), "peak_wset", 0) or peak_of_unix()
    return f"{students:>7,} students  {spent:>7.1f} s of CPU  {peak / 1024**2:>6.0f} MiB at most"


def peak_of_unix() -> int:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.outputs", description=__doc__)
    parser.add_argument("students", type=int, nargs="?", default=5_000)
    parser.add_argument("--html", action="store_true", help="the report too")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.here:
        print(measure(given.students, given.html))
        return
    for students in (100, given.students):
        command = [sys.executable, "-m", __spec__.name, str(students), "--here"]
        subprocess.run([*command, *["--html"] * given.html], check=True)


if __name__ == "__main__":
    main()
