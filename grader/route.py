"""What a student does next: `grader next`.

    next_exercise(course, report) → the exercise to go on with, or None when all are passed

An exercise is open when all that it comes `after` is passed. Of the open ones, a begun one goes
before an untouched one, and then the course's order decides.
"""

from grader.course import Course, Exercise
from grader.language import _
from grader.report import CheckReport, ExerciseReport, Report, failing

DONE = "Everything passed: all {count} exercises of the course are done."
SO_FAR = "{passed} of {count} exercises passed."
BEGIN = "Next: {id} · {title} (level {level})"
GO_ON = "Go on with {id} · {title}: {passed} of {count} checks pass."
FAILS = "First to mend: {claim}"
STEPS = """
  read    {command} show {id}
  edit    {files}
  grade   {command} run {id}
  or      {command} watch   grades each time you save"""
STUCK = "  stuck?  {command} hint {id}"


def next_exercise(course: Course, report: Report) -> Exercise | None:
    """The exercise to do next; `report` is one of the whole course."""
    status = {exercise.id: exercise.status for exercise in report.exercises}
    open_ones = [
        exercise
        for exercise in course.exercises
        if status[exercise.id] != "passed"
        and all(status[other] == "passed" for other in exercise.entry.after)
    ]
    begun = [exercise for exercise in open_ones if status[exercise.id] != "not_started"]
    return next(iter([*begun, *open_ones]), None)


def directions(course: Course, report: Report, command: str) -> str:
    """What to do next, in words; `command` is what the reader types for `grader`."""
    exercise = next_exercise(course, report)
    if exercise is None:
        return _(DONE).format(count=len(course.exercises))
    passed = sum(other.status == "passed" for other in report.exercises)
    own = next(other for other in report.exercises if other.id == exercise.id)
    steps = _(STEPS).format(
        command=command,
        id=exercise.id,
        files=", ".join(f"exercises/{exercise.id}/{pattern}" for pattern in exercise.patterns),
    )
    so_far = _(SO_FAR).format(passed=passed, count=len(course.exercises))
    said = f"{so_far}\n{_headline(exercise, own)}{steps}"
    if own.status == "not_started":
        return said
    return f"{said}\n{_(STUCK).format(command=command, id=exercise.id)}"


def first_failure(report: ExerciseReport) -> CheckReport | None:
    """The failing check to look at first."""
    return next(iter(failing(report.checks)), None)


def _headline(exercise: Exercise, report: ExerciseReport) -> str:
    if report.status == "not_started":
        return _(BEGIN).format(id=exercise.id, title=report.title, level=exercise.entry.level)
    passed = sum(check.status == "passed" for check in report.checks)
    go_on = _(GO_ON).format(
        id=exercise.id, title=report.title, passed=passed, count=len(report.checks)
    )
    failure = first_failure(report)
    return f"{go_on}\n{_(FAILS).format(claim=failure.title)}" if failure else go_on
