"""How much CPU it takes to grade a solution in full, subjects included.

    python -m benchmarks.cpu [EXERCISE…] [--repeat N]

Runs `grader run E --against solutions` N times and prints the seconds of user and system time that
the command and all that it started have used: the least, the median and the most.
"""

import argparse
import resource
import statistics
import subprocess
import sys

from grader.course import own_course


def cpu_of(exercise: str) -> float:
    """Seconds of CPU of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "grader", "run", exercise, "--against", "solutions"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("exercise", nargs="*")
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    for exercise in own_course().select(options.exercise):
        seconds = sorted(cpu_of(exercise.id) for _ in range(options.repeat))
        print(
            f"{exercise.id:<16} least {seconds[0]:.2f}  "
            f"median {statistics.median(seconds):.2f}  most {seconds[-1]:.2f} s"
        )


if __name__ == "__main__":
    main()
