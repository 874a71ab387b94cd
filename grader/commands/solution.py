"""`grader solution`: the reference solution, after a pass and where the instructor allows it."""

import argparse

from grader.commands.arguments import add_grading, add_submission
from grader.course import Course, Exercise
from grader.errors import UsageError

KEPT_BACK = (
    "The instructor of this course keeps the solutions back. Compare with what {command} show {id} "
    "asks for, or ask your instructor."
)
NOT_HERE = (
    "The reference solutions are not in this installation; your instructor has them. "
    "What you wrote passes, so it is a solution too."
)
FIRST_PASS = (
    "The solution of {id} is shown once yours passes. "
    "Until then there are hints: {command} hint {id}"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("exercise", metavar="EXERCISE")
    add_submission(parser)
    add_grading(parser)


def carry_out(options: argparse.Namespace, course: Course) -> int:
    from grader.language import _
    from grader.screen import own_command, write_source
    from grader.solutions import solutions_are_here, solutions_folder
    from grader.submission import read_submitted

    exercise = course.find(options.exercise)
    words = {"id": exercise.id, "command": own_command()}
    if course.solutions == "never":
        raise UsageError(_(KEPT_BACK).format(**words))
    if not _passes(options, course, exercise):
        raise UsageError(_(FIRST_PASS).format(**words))
    if not solutions_are_here(course):
        raise UsageError(_(NOT_HERE).format(**words))
    files = read_submitted(solutions_folder(course), exercise).files
    for name, content in files.items():
        write_source(f"solutions/{exercise.id}/{name}", content.decode("utf-8"))
    return 0


def _passes(options: argparse.Namespace, course: Course, exercise: Exercise) -> bool:
    from grader.commands.next import known_or_graded

    report = known_or_graded(options, course, [exercise])
    return report.exercises[0].status == "passed"
