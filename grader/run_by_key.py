"""Grading many exercises by an answer key: in threads, as it is the subjects that work.

    seed_of(course, asked) → the key's seed, which is the only one to be had
    grade_by_key(jobs, …)  → the reports of jobs

Each exercise has a launcher of its own, whose server comes from a nursery: so a library is loaded
once, and what an exercise doesn't name is not loaded for it.
"""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from grader.course import Course
from grader.errors import UsageError
from grader.judge import Job, grade, started, without_running
from grader.key import read_key
from grader.language import _
from grader.launch import can_fork
from grader.nursery import Nursery
from grader.report import ExerciseReport

AT_ONCE = 2
"""Exercises for each process that is allowed: a waiting subject needs no core."""
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
    reports = dict(_nothing_to_run(jobs, done))
    rest = sorted(
        (job for job in jobs if job.exercise.id not in reports),
        key=_takes_long,
        reverse=True,
    )
    with contextlib.ExitStack() as until_done:
        nursery = until_done.enter_context(Nursery()) if can_fork() else None
        executor = until_done.enter_context(ThreadPoolExecutor(processes * AT_ONCE))

        def graded(job: Job) -> ExerciseReport:
            with started(job, nursery) as start:
                report = grade(job, start=start)
            done(job)
            return report

        try:
            for job, report in zip(rest, executor.map(graded, rest), strict=True):
                reports[job.exercise.id] = report
        except BaseException:
            executor.shutdown(cancel_futures=True)
            raise
    return [reports[job.exercise.id] for job in jobs]


def _takes_long(job: Job) -> tuple[bool, int]:
    """Greater for what should be begun sooner."""
    return job.exercise.entry.waits, len(job.exercise.entry.libraries)


def _nothing_to_run(
    jobs: Sequence[Job], done: Callable[[Job], None]
) -> Iterator[tuple[str, ExerciseReport]]:
    for job in jobs:
        if without_running(job):
            yield job.exercise.id, grade(job)
            done(job)
