"""`grader new`: the files of a new exercise."""

import argparse
import os

from grader.course import Course

WROTE = "Wrote"
PROVE = "Fill them in, then run   {command} verify {name}   which says what is still missing."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("exercise", metavar="EXERCISE", help="its name: that of a Python module")


def carry_out(options: argparse.Namespace, course: Course) -> int:
    from grader.proof.new import scaffold
    from grader.screen import own_command

    print(WROTE)
    for path in scaffold(course, options.exercise):
        print(f"  {os.path.relpath(path)}")
    print(PROVE.format(command=own_command(), name=options.exercise))
    return 0
