"""`grader show`: an exercise's README."""

import argparse

from grader.course import Course


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("exercise", metavar="EXERCISE")


def carry_out(options: argparse.Namespace, course: Course) -> int:
    from grader.screen import write_readme

    write_readme(course.find(options.exercise).readme(options.lang))
    return 0
