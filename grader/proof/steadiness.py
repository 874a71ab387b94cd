"""Whether the same submission gets the same report, whatever the machine does meanwhile.

Each exercise's solution, variants and misconceptions are graded N times: by twice as many processes
as there are cores, so that each has to wait its turn; the checks in random order, with other hash
seeds, time zones and locales. Reports are compared whole, but for their durations and for the line
at which a loop was met. What a wrong answer gets must be steady too: diagnoses and recorded
messages rest on it.
"""

import contextlib
import multiprocessing
import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor

import msgspec

from grader import messages
from grader.judge import Job, grade, started
from grader.proof.candidates import Candidate, batches, job_of
from grader.proof.claims import Failure
from grader.report import ExerciseReport
from grader.run import Options

CROWD = 2
"""Processes for each core."""
MOST_IN_A_BATCH = 4
SURROUNDINGS = (
    {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"},
    {"TZ": "Asia/Shanghai", "LC_ALL": "zh_CN.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "123456789"},
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "4294967295"},
)


def steadiness_failures(
    candidates: Sequence[Candidate], options: Options, repeat: int
) -> list[Failure]:
    """Grade each candidate `repeat` times; the failures name those whose reports differ."""
    first: dict[str, ExerciseReport] = {}
    failures: dict[str, Failure] = {}
    jobs = {candidate.path: job_of(candidate, options) for candidate in candidates}
    together = list(batches(candidates, MOST_IN_A_BATCH))
    for numbers, executor in _pools(repeat, CROWD * options.jobs):
        work = [(batch, n) for n in numbers for batch in together]
        varied = [[_varied(jobs[c.path], n) for c in batch] for batch, n in work]
        for (batch, n), reports in zip(work, executor.map(_grade, varied), strict=True):
            for candidate, report in zip(batch, reports, strict=True):
                if checks := _different(first.setdefault(candidate.path, report), report):
                    failures[candidate.path] = _failure(candidate, n, checks)
    return list(failures.values())


def _different(first: ExerciseReport, again: ExerciseReport) -> list[str]:
    """The checks in which two reports differ; where it is something else, that."""
    pairs = zip(first.checks, again.checks, strict=True)
    checks = [one.id for one, other in pairs if one != other]
    return checks or ["the diagnosis"] * (first != again)


def _failure(candidate: Candidate, number: int, checks: Sequence[str]) -> Failure:
    what = (
        f"graded again (time {number + 1}), {candidate.path} gets another report, in "
        f"{', '.join(checks)}: it rests on chance, on time or on what ran before it"
    )
    return Failure(candidate.exercise.id, "steady", candidate.exercise.checks_file, what)


def _varied(job: Job, number: int) -> Job:
    return msgspec.structs.replace(job, hash_seed=number, shuffle=number)


def _grade(jobs: Sequence[Job]) -> list[ExerciseReport]:
    """The reports of jobs of one exercise, without what may differ."""
    time.tzset() if hasattr(time, "tzset") else None
    with started(jobs[0]) as start:
        return [essence(grade(job, start=start)) for job in jobs]


def essence(report: ExerciseReport) -> ExerciseReport:
    """All of a report that must be the same each time.

    At which of its lines a loop is met when its time is over, chance decides.
    """
    in_a_loop = messages.NO_ANSWER["busy"]
    checks = tuple(
        msgspec.structs.replace(check, where=None) if check.got == in_a_loop else check
        for check in report.checks
    )
    return msgspec.structs.replace(report, duration=0.0, checks=checks)


def _pools(repeat: int, processes: int) -> Iterator[tuple[Sequence[int], Executor]]:
    """The numbers of the repeats to be done in each of the surroundings, with its pool."""
    for place, surroundings in enumerate(SURROUNDINGS):
        numbers = range(place, repeat, len(SURROUNDINGS))
        with _environment(surroundings):
            context = multiprocessing.get_context("spawn")  # new interpreters: hash seeds count
            with ProcessPoolExecutor(processes, mp_context=context) as executor:
                yield numbers, executor


@contextlib.contextmanager
def _environment(changed: dict[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(changed)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
