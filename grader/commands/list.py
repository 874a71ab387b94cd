"""`grader list`: the exercises of the course."""

import argparse

from grader.course import Course


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none of its own."""


def carry_out(options: argparse.Namespace, course: Course) -> int:
    from grader.screen import write_list

    write_list(course, options.lang)
    return 0
