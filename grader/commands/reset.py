"""`grader reset`: put the stub back, and keep what was written."""

import argparse
import sys

from grader.commands.arguments import add_submission
from grader.course import Course, Exercise

QUESTION = "Put the stub of {id} back? What you wrote is kept beside it. [y/N] "
NEEDS_YES = (
    "grader reset asks before it puts a stub back, and nobody can answer here. Say --yes to do it."
)
KEPT = "The stub of {id} is back. What you wrote is kept in {kept}"
BACK = "The stub of {id} is back; there was nothing of yours to keep."
LEFT = "Nothing was changed."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("exercise", metavar="EXERCISE")
    parser.add_argument("--yes", action="store_true", help="don't ask")
    add_submission(parser)


def carry_out(options: argparse.Namespace, course: Course) -> int:
    import datetime

    from grader import reset
    from grader.language import _
    from grader.screen import write_prose
    from grader.submission import exercises_of

    exercise = course.find(options.exercise)
    exercises = exercises_of(options.submission)
    if reset.is_untouched(exercises, exercise):
        write_prose(_(reset.UNTOUCHED).format(id=exercise.id))
        return 0
    stub = reset.pristine(course, exercises, exercise)
    if not options.yes and not _agreed(exercise):
        write_prose(_(LEFT))
        return 0
    kept = reset.reset(exercises, exercise, stub, datetime.date.today())
    write_prose(_(KEPT if kept else BACK).format(id=exercise.id, kept=kept))
    return 0


def _agreed(exercise: Exercise) -> bool:
    """Ask; without an answer nothing is done. Raises UsageError where nobody can be asked."""
    from grader.errors import UsageError
    from grader.language import _

    if not sys.stdin.isatty():
        raise UsageError(_(NEEDS_YES))
    try:
        answer = input(_(QUESTION).format(id=exercise.id))
    except EOFError:
        return False
    return answer.strip().lower() in ("y", "yes", "是")
