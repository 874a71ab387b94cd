"""Where the reference solutions are."""

from pathlib import Path

from grader.course import Course
from grader.errors import UsageError
from grader.language import _

MISSING = (
    "The reference solutions are not here: they come in the distribution underglass-solutions, "
    "for instructors."
)


def solutions_folder(course: Course) -> Path:
    """Beside the course in a checkout, or installed. Raises UsageError where there are none."""
    beside = Path(course.folder).parent / "solutions"
    if beside.is_dir():
        return beside
    try:
        import underglass_solutions  # type: ignore[import-untyped]
    except ImportError:
        raise UsageError(_(MISSING)) from None
    return Path(underglass_solutions.__path__[0])


def solutions_are_here(course: Course) -> bool:
    """Whether this installation has the reference solutions."""
    try:
        return solutions_folder(course).is_dir()
    except UsageError:
        return False
