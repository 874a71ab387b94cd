"""`grader next`: say what to do now, also after weeks away; grades only what changed since."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from grader.commands.arguments import add_grading, add_submission
from grader.course import Course, Exercise
from grader.report import CourseInfo, Report, course_report
from grader.submission import exercises_of, read_submitted


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_submission(parser)
    add_grading(parser)


def carry_out(options: argparse.Namespace, course: Course) -> int:
    from grader import state
    from grader.commands.run import new_passes
    from grader.route import directions
    from grader.screen import own_command, write_afterwards

    before = state.read(str(options.submission))
    report = known_or_graded(options, course, course.exercises)
    print(directions(course, report, own_command()))
    write_afterwards(course, new_passes(report, before))
    return 0


def known_or_graded(
    options: argparse.Namespace, course: Course, selected: Sequence[Exercise]
) -> Report:
    """The report of these exercises: what is remembered of the same files, the rest graded now.

    It doesn't say which sandbox was in force, since that may have been another each time.
    """
    from grader import state
    from grader.commands.run import graded
    from grader.known import known

    folder: Path = exercises_of(options.submission)
    memory = state.read(str(options.submission))
    found = {}
    for exercise in selected:
        submitted = read_submitted(folder, exercise)
        if report := known(memory, exercise, submitted, options.seed, options.lang):
            found[exercise.id] = report
    unknown = [exercise for exercise in selected if exercise.id not in found]
    if unknown:
        fresh = graded(options, course, folder, unknown)
        found |= {report.id: report for report in fresh.exercises}
    reports = tuple(found[exercise.id] for exercise in selected)
    info = CourseInfo(course.name, course.version)
    return course_report(info, options.seed, "", reports)
