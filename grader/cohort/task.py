"""A task: some submissions of one exercise, to be graded in any process on any machine.

    carry_out(Task) → TaskDone        pure and picklable, like the judge's own call

The submissions share one launcher, and tasks may share a nursery, since loading an exercise's
libraries takes longer than most checks. One at which the grader fails is tried once more with a
launcher of its own, and then said to have failed; the others never notice.
"""

import contextlib

import msgspec

from grader.cohort.kit import Kit, unpacked
from grader.cohort.known_wrong import KnownWrong, Lesson
from grader.cohort.verdicts import How, judged, judged_in_full
from grader.course import Exercise
from grader.errors import GraderError
from grader.judge import Job, grade, grade_and_record, started, without_running
from grader.launch import Launcher
from grader.nursery import Nursery
from grader.recording import Recording
from grader.report import ExerciseReport
from grader.run import Options
from grader.run import job_of as run_job
from grader.submission import Submitted

FAILED = "the grader failed at {exercise} ({kind}: {text})"


class Work(msgspec.Struct, frozen=True):
    """What was submitted for an exercise, by one or by many."""

    digest: str
    submitted: Submitted


class Task(msgspec.Struct, frozen=True):
    kit: Kit
    works: tuple[Work, ...]
    known: bytes = b""
    """Wrong transcripts that other processes have learned, packed."""


class Done(msgspec.Struct, frozen=True):
    """What became of one work: a report, or why the grader failed."""

    digest: str
    report: ExerciseReport | None
    failure: str
    how: How
    learned: tuple[Lesson, ...] = ()
    """Wrong transcripts that others can do with."""


def carry_out(
    task: Task, known: KnownWrong | None = None, nursery: Nursery | None = None
) -> list[Done]:
    """Grade a task's works. Raises OtherGrader."""
    known = known or KnownWrong()
    known.absorb(task.known)
    with unpacked(task.kit) as exercise:
        grading = Grading(task.kit, exercise, known, nursery)
        try:
            return [grading.graded(work) for work in task.works]
        finally:
            grading.close()


class Grading:
    """Grades works of one exercise, one after the other, with one launcher while it lasts."""

    def __init__(
        self, kit: Kit, exercise: Exercise, known: KnownWrong, nursery: Nursery | None = None
    ) -> None:
        self._kit = kit
        self._exercise = exercise
        self._known = known
        self._nursery = nursery
        self._until_closed = contextlib.ExitStack()
        self._launcher: Launcher | None = None

    def graded(self, work: Work) -> Done:
        job = job_of(self._kit, self._exercise, work.submitted)
        for attempt in (1, 2):
            try:
                report, how = self._judged(job)
            except Exception as why:
                self.close()
                self._nursery = None  # it may be what failed, too
                if attempt == 2:
                    return Done(work.digest, None, self._failure(why), How())
            else:
                steady = msgspec.structs.replace(report, duration=0.0)
                return Done(work.digest, steady, "", how, self._known.news())
        raise AssertionError("unreachable")

    def _judged(self, job: Job) -> tuple[ExerciseReport, How]:
        if without_running(job):
            return grade(job), How()
        if self._kit.recording is None:
            return judged_in_full(job, self._ready(job))
        return judged(job, self._kit.recording, self._ready(job), self._known)

    def _ready(self, job: Job) -> Launcher:
        if self._launcher is None:
            self._launcher = self._until_closed.enter_context(
                started(job, self._nursery, spares=False)  # the other cores have workers, too
            )
        return self._launcher

    def _failure(self, why: Exception) -> str:
        text = " ".join(str(why).split())[:500]
        return FAILED.format(exercise=self._exercise.id, kind=type(why).__name__, text=text)

    def close(self) -> None:
        """End the launcher; the next work gets a new one."""
        self._launcher = None
        with contextlib.suppress(Exception):  # it may be what failed
            self._until_closed.close()


def job_of(kit: Kit, exercise: Exercise, submitted: Submitted) -> Job:
    settings = kit.settings
    options = Options(lang=settings.lang, portable=settings.portable, sandbox=settings.sandbox)
    return run_job(exercise, submitted, options, settings.seed)


def record(kit: Kit, solution: Submitted, nursery: Nursery | None = None) -> Recording:
    """The solution's transcript for a kit's seed. Raises GraderError."""
    try:
        return _recorded(kit, solution, nursery)
    except GraderError:
        if nursery is None:
            raise
        return _recorded(kit, solution, None)  # it may be the nursery that failed


def _recorded(kit: Kit, solution: Submitted, nursery: Nursery | None) -> Recording:
    with unpacked(kit) as exercise:
        entry = msgspec.structs.replace(exercise.entry, stub="")
        job = job_of(kit, msgspec.structs.replace(exercise, entry=entry), solution)
        with started(job, nursery) as start:
            return grade_and_record(job, start=start).recording
