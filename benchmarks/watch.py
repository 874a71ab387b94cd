"""From a save to the verdict, against pytest started afresh on the same checks.

    python -m benchmarks.watch [EXERCISE…] [--runs N] [--wrong] [--portable]

A session of `grader watch` is open; a right answer is saved in an exercise, and what is measured is
the time until the verdict is there to be shown. In turn with it, `python -m pytest` runs the same
checks with the same file imported in its own process (`benchmarks.in_process`). With `--wrong` the
first known misconception is saved instead of the solution. `--portable` starts subjects the slow
way, as on Windows.

The median over the exercises of the median of each one's ratios is what counts: at most 0.25.
"""

import argparse
import os
import queue
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from grader.course import Course, Exercise, own_course
from grader.evening.session import Session, Settings
from grader.report import ExerciseReport
from grader.solutions import solutions_folder

MOST = 0.25
REST = 2.0
"""Seconds between two saves, in which a person reads and the next worker gets ready."""


class Verdicts:
    """A listener that waits for verdicts."""

    def __init__(self) -> None:
        self.heard: queue.Queue[tuple[float, str, ExerciseReport]] = queue.Queue()

    def checking(self, exercise: Exercise) -> None:
        pass

    def progressed(self, exercise: Exercise, done: int) -> None:
        pass

    def judged(self, exercise: Exercise, report: ExerciseReport) -> None:
        self.heard.put((time.perf_counter(), exercise.id, report))

    def failed(self, reason: str) -> None:
        sys.exit(reason)


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


def save(exercises: Path, exercise: Exercise, answer: Path, number: int) -> float:
    """Save an answer that differs each time in a comment; the moment when it was there."""
    files = [path for pattern in exercise.patterns for path in answer.glob(pattern)]
    for path in files:
        target = exercises / exercise.id / path.relative_to(answer)
        target.parent.mkdir(parents=True, exist_ok=True)
        new = target.with_name("4913")
        new.write_bytes(path.read_bytes() + f"# {number}\n".encode())
        new.replace(target)
    return time.perf_counter()


def ratios(
    session: Session, verdicts: Verdicts, exercise: Exercise, answer: Path, runs: int, judged: bool
) -> list[tuple[float, float]]:
    """Pairs of seconds: of a save in `session`, and of pytest."""
    session.go_to(exercise.id)
    verdicts.heard.get(timeout=100)
    pairs = []
    for number in range(runs + 1):
        time.sleep(REST)
        began = save(session.exercises, exercise, answer, number)
        ended, name, report = verdicts.heard.get(timeout=100)
        assert name == exercise.id
        assert (report.status == "passed") == judged
        pairs.append((ended - began, pytest_seconds(exercise, answer)))
    return pairs[1:]  # the first warms the machine's caches


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("exercise", nargs="*")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--wrong", action="store_true", help="save a misconception")
    parser.add_argument("--portable", action="store_true")
    options = parser.parse_args()
    course = own_course()
    found = []
    with tempfile.TemporaryDirectory() as root:
        exercises = Path(root).resolve() / "exercises"
        shutil.copytree(course.folder, exercises)
        verdicts = Verdicts()
        session = Session(course, exercises, Settings(portable=options.portable), verdicts)
        session.begin()
        session.start()
        verdicts.heard.get(timeout=100)
        for exercise in course.select(options.exercise):
            answer = answer_of(course, exercise, wrong=options.wrong)
            pairs = ratios(session, verdicts, exercise, answer, options.runs, not options.wrong)
            ours, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
            found.append(statistics.median(one / other for one, other in pairs))
            print(
                f"{exercise.id:<18} save to verdict {ours:.3f} s  pytest {theirs:.3f} s  "
                f"ratio {found[-1]:.2f}",
                flush=True,
            )
        session.close()
    print(f"median over the course: {statistics.median(found):.2f}  (at most {MOST})")


if __name__ == "__main__":
    main()
