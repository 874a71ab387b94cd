"""Grading many exercises of one submission: here, or in a pool of fresh processes.

By an answer key no pool is needed, see `grader.run_by_key`.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import msgspec

from grader.course import Course, Exercise
from grader.judge import Job, grade, not_started
from grader.language import Language
from grader.processes import fresh_processes
from grader.report import CheckStatus, CourseInfo, ExerciseReport, Report, course_report
from grader.run_by_key import grade_by_key, seed_of
from grader.sandbox import Mode, layers_in_force
from grader.submission import Submitted

JUDGE = ("grader.plugin", "grader.judge", "pytest_timeout")
"""What grading by the checks imports."""
Progress = Callable[[str, str, CheckStatus | None], None]
"""Called with an exercise, and either a check and its status or, when it is done, "" and None."""


class Options(msgspec.Struct, frozen=True):
    """What a run can be told."""

    seed: int = 0
    jobs: int = 1
    lang: Language = "en"
    portable: bool = False
    redis: str = ""
    sandbox: Mode = "auto"


def run(
    course: Course, work: Sequence[tuple[Exercise, Submitted]], options: Options, progress: Progress
) -> Report:
    """Grade exercises, in the course's order."""
    seed = seed_of(course, options.seed)
    jobs = [job_of(exercise, submitted, options, seed) for exercise, submitted in work]
    with ThreadPoolExecutor(1) as aside:  # a subject of its own tells, while the others work
        layers = aside.submit(layers_of_run, options)
        reports = grade_all(jobs, options.jobs, progress)
        sandbox = layers.result()
    return summed_up(course, seed, sandbox, reports)


def job_of(exercise: Exercise, submitted: Submitted, options: Options, seed: int) -> Job:
    """The job of grading one exercise, as the run is told."""
    return Job(
        exercise,
        submitted,
        exercise.entry.title.in_language(options.lang),
        seed,
        options.portable,
        redis=options.redis,
        lang=options.lang,
        sandbox=options.sandbox,
    )


def layers_of_run(options: Options) -> str:
    """The layers that are in force. Raises GraderError where required ones aren't."""
    return ", ".join(
        layers_in_force(options.sandbox, portable=options.portable, redis=options.redis)
    )


def summed_up(course: Course, seed: int, sandbox: str, reports: Sequence[ExerciseReport]) -> Report:
    """The report of a run from those of its exercises."""
    info = CourseInfo(course.name, course.version)
    return course_report(info, seed, sandbox, tuple(reports))


def grade_all(jobs: Sequence[Job], processes: int, progress: Progress) -> list[ExerciseReport]:
    """The reports of all jobs, in their order. A single job is done right here."""
    if sum(not not_started(job) for job in jobs) <= 1:
        return [_grade_here(job, progress) for job in jobs]
    if all(job.exercise.key for job in jobs):
        return grade_by_key(jobs, processes, lambda job: progress(job.exercise.id, "", None))
    reports = []
    with pool(min(processes, len(jobs))) as executor:
        futures = [executor.submit(grade, job) for job in jobs]
        for job, future in zip(jobs, futures, strict=True):
            reports.append(future.result())
            progress(job.exercise.id, "", None)
    return reports


def _grade_here(job: Job, progress: Progress) -> ExerciseReport:
    def checked(check: str, status: CheckStatus) -> None:
        progress(job.exercise.id, check, status)

    report = grade(job, checked)
    progress(job.exercise.id, "", None)
    return report


def pool(processes: int, prepare: Callable[[], object] | None = None) -> ProcessPoolExecutor:
    """A pool in which each exercise gets a process that has graded nothing before.

    `prepare` is called in each of them first.
    """
    return ProcessPoolExecutor(
        processes,
        mp_context=fresh_processes(JUDGE),
        initializer=prepare,
        max_tasks_per_child=1,
    )
