"""`grader next`: grade what was begun, and say what to do now."""

import argparse

from grader.commands.arguments import add_grading, add_submission
from grader.course import Course
from grader.submission import exercises_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_submission(parser)
    add_grading(parser)


def carry_out(options: argparse.Namespace, course: Course) -> int:
    from grader.commands.run import graded
    from grader.route import directions
    from grader.screen import own_command

    report = graded(options, course, exercises_of(options.submission), course.exercises)
    print(directions(course, report, own_command()))
    return 0
