"""Grading many exercises by an answer key: in threads, as it is the subjects that work.

    seed_of(course, asked) → the key's seed, which is the only one to be had
    grade_by_key(jobs, …)  → the reports of jobs

Exercises that need the same libraries share a launcher, so that these are loaded once. What an
exercise doesn't name is not loaded for it.
"""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from grader.course import Course
from grader.errors import UsageError
from grader.judge import Job, grade, not_started, started
from grader.key import read_key
from grader.language import _
from grader.report import ExerciseReport

AT_ONCE = 2
"""Groups of exercises for each process that is allowed: a waiting subject needs no core."""
OTHER_SEED = (
    "The answer key of this course was made with seed {own}, so --seed {asked} can't be had here; "
    "leave --seed out. Your instructor can publish the course with another."
)


def seed_of(course: Course, asked: int) -> int:
    """The seed of a course's key, or the one that is asked for where there is none.

    Raises UsageError for a seed that is neither the key's nor the default, KeyProblem.
    """
    place = next((one.key for one in course.exercises if one.key), None)
    if place is None:
        return asked
    key = read_key(place.path, place.course, place.version)
    if asked not in (0, key.seed):
        raise UsageError(_(OTHER_SEED).format(own=key.seed, asked=asked))
    return key.seed


def grade_by_key(
    jobs: Sequence[Job], processes: int, done: Callable[[Job], None]
) -> list[ExerciseReport]:
    """The reports of all jobs, in their order; `done` is called after each."""
    groups = sorted(_groups(jobs), key=lambda group: -len(group[0].exercise.entry.libraries))
    reports: dict[str, ExerciseReport] = {}
    with ThreadPoolExecutor(processes * AT_ONCE) as executor:
        try:
            futures = [executor.submit(_grade_group, group, done) for group in groups]
            for future in futures:
                reports |= {report.id: report for report in future.result()}
        except BaseException:
            executor.shutdown(cancel_futures=True)
            raise
    return [reports[job.exercise.id] for job in jobs]


def _groups(jobs: Sequence[Job]) -> Iterator[list[Job]]:
    """Jobs by the libraries that they need; those with nothing to run apart."""
    groups: dict[tuple[object, ...], list[Job]] = {}
    for job in jobs:
        groups.setdefault((not_started(job), job.exercise.entry.libraries), []).append(job)
    yield from groups.values()


def _grade_group(jobs: Sequence[Job], done: Callable[[Job], None]) -> list[ExerciseReport]:
    nothing_to_run = contextlib.nullcontext() if not_started(jobs[0]) else None
    reports = []
    with nothing_to_run or started(jobs[0]) as start:
        for job in jobs:
            reports.append(grade(job, start=start))
            done(job)
    return reports
