"""What ends a command, each with its exit code and one sentence that says what to do next."""


class GraderError(Exception):
    """The grader itself can't go on: exit code 3."""

    exit_code = 3


class UsageError(GraderError):
    """The command was wrong: exit code 2."""

    exit_code = 2


class CourseError(UsageError):
    """The course's own files are wrong."""
