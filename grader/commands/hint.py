"""`grader hint`: one more hint each time."""

import argparse

from grader.commands.arguments import add_submission
from grader.course import Course


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("exercise", metavar="EXERCISE")
    parser.add_argument("--again", action="store_true", help="show those that you had already")
    add_submission(parser)


def carry_out(options: argparse.Namespace, course: Course) -> int:
    from grader import hints
    from grader.language import _
    from grader.screen import own_command, write_prose
    from grader.submission import exercises_of

    exercise = course.find(options.exercise)
    exercises_of(options.submission)
    root = str(options.submission)
    before = hints.told(root, exercise, options.lang) if options.again else []
    last = before[-1] if before else hints.tell(root, exercise, options.lang)
    if last is None:
        write_prose(_(hints.NONE).format(id=exercise.id, command=own_command()))
        return 0
    for hint in before or [last]:
        write_prose(hint.heading())
    write_prose(last.rest())
    return 0
