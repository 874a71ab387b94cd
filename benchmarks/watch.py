"""From a save to the verdict, against pytest started afresh on the same checks.

    python -m benchmarks.watch [EXERCISE…] [--runs N] [--wrong] [--portable] [--published DIR]

`grader watch --plain` runs; a right answer is saved in its exercise, and what is measured is the
time until the line with the verdict is read. In turn with it, `python -m pytest` runs the same
checks with the same file imported in its own process (`benchmarks.in_process`). With `--wrong` the
first known misconception is saved instead of the solution. `--portable` starts subjects the slow
way, as on Windows. `--published DIR` takes the `grader` of a student repository that `grader
publish` wrote and `uv sync` set up, which grades by the answer key.

The median over the exercises of the median of each one's ratios is what counts: at most 0.25.
"""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from grader.course import Course, Exercise, own_course
from grader.solutions import solutions_folder

MOST = 0.25
REST = 5.0
"""Seconds between two saves, in which a person reads and the next worker gets ready."""
VERDICT = re.compile(r"is not started|passed: all|this one first")


class Watch:
    """A running `grader watch` of one exercise."""

    def __init__(
        self, command: list[str], exercise: Exercise, submission: Path, *, portable: bool
    ) -> None:
        watch = ["watch", exercise.id, "--plain", "--lang", "en", "--submission", str(submission)]
        self._process = subprocess.Popen(
            [*command, *watch, *(["--portable"] if portable else [])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def verdict(self) -> str:
        """Wait for the next line with a verdict."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if VERDICT.search(line):
                return line
        sys.exit("grader watch went away")

    def close(self) -> None:
        self._process.communicate("q\n")


def answer_of(course: Course, exercise: Exercise, *, wrong: bool) -> Path:
    """A folder with the files to save."""
    solution = solutions_folder(course) / exercise.id
    if not wrong:
        return solution
    folder = Path(tempfile.mkdtemp(prefix="underglass-wrong-"))
    shutil.copytree(solution, folder, dirs_exist_ok=True)
    first = sorted((Path(course.hidden) / "misconceptions" / exercise.id).iterdir())[0]
    if first.is_dir():
        shutil.copytree(first, folder, dirs_exist_ok=True)
    else:
        shutil.copy(first, folder / f"{exercise.id}.py")
    return folder


def pytest_seconds(exercise: Exercise, answer: Path) -> float:
    """The wall time of pytest, started afresh on the exercise's checks."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "benchmarks.in_process"]
    names = {"UNDERGLASS_EXERCISE": exercise.id, "UNDERGLASS_ANSWER": str(answer)}
    began = time.perf_counter()
    subprocess.run(
        [*command, exercise.checks_file],
        env=os.environ | names,
        stdout=subprocess.DEVNULL,
        check=False,
    )
    return time.perf_counter() - began


def save(folder: Path, exercise: Exercise, answer: Path, number: int) -> float:
    """Save an answer that differs each time in a comment; the moment when it was there."""
    for path in {path for pattern in exercise.patterns for path in answer.glob(pattern)}:
        target = folder / path.relative_to(answer)
        target.parent.mkdir(parents=True, exist_ok=True)
        new = target.with_name("4913")
        new.write_bytes(path.read_bytes() + f"# {number}\n".encode())
        new.replace(target)
    return time.perf_counter()


def measured(
    command: list[str], course: Course, exercise: Exercise, options: argparse.Namespace
) -> list[tuple[float, float]]:
    """Pairs of seconds: from a save to the verdict, and of pytest."""
    answer = answer_of(course, exercise, wrong=options.wrong)
    pairs = []
    with tempfile.TemporaryDirectory() as root:
        shutil.copytree(course.folder, Path(root, "exercises"))
        watch = Watch(command, exercise, Path(root), portable=options.portable)
        watch.verdict()
        for number in range(options.runs + 1):
            time.sleep(REST)
            began = save(Path(root, "exercises", exercise.id), exercise, answer, number)
            said = watch.verdict()
            seconds = time.perf_counter() - began
            if ("passed" in said) == options.wrong:
                sys.exit(f"{exercise.id}: an unexpected verdict: {said}")
            pairs.append((seconds, pytest_seconds(exercise, answer)))
        watch.close()
    return pairs[1:]  # the first warms the machine's caches


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("exercise", nargs="*")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--wrong", action="store_true", help="save a misconception")
    parser.add_argument("--portable", action="store_true")
    parser.add_argument("--published", type=Path, metavar="DIR")
    options = parser.parse_args()
    command = [str(options.published / ".venv/bin/grader")] if options.published else []
    command = command or [sys.executable, "-m", "grader"]
    course = own_course()
    found = []
    for exercise in course.select(options.exercise):
        pairs = measured(command, course, exercise, options)
        ours, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
        found.append(statistics.median(one / other for one, other in pairs))
        print(
            f"{exercise.id:<18} save to verdict {ours:.3f} s  pytest {theirs:.3f} s  "
            f"ratio {found[-1]:.2f}",
            flush=True,
        )
    print(f"median over the course: {statistics.median(found):.2f}  (at most {MOST})")


if __name__ == "__main__":
    main()
