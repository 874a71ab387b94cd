"""Whether the same submission gets the same report, whatever the machine does meanwhile.

Each exercise's solution and one of its misconceptions are graded N times: by twice as many
processes as there are cores, so that each has to wait its turn; the checks in random order, with
other hash seeds, time zones and locales. Reports are compared whole, but for their durations.
"""

import contextlib
import multiprocessing
import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor

import msgspec

from grader.judge import Job, grade, started
from grader.proof.candidates import Candidate, job_of
from grader.proof.claims import Failure
from grader.report import ExerciseReport
from grader.run import Options

CROWD = 2
"""Processes for each core."""
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
    first: dict[str, bytes] = {}
    failures: dict[str, Failure] = {}
    jobs = {candidate.path: job_of(candidate, options) for candidate in candidates}
    pairs = [[c for c in candidates if c.exercise.id == e] for e in _exercises(candidates)]
    for numbers, executor in _pools(repeat, CROWD * options.jobs):
        work = [(pair, n) for n in numbers for pair in pairs]
        varied = [[_varied(jobs[c.path], n) for c in pair] for pair, n in work]
        for (pair, n), reports in zip(work, executor.map(_grade, varied), strict=True):
            for candidate, report in zip(pair, reports, strict=True):
                if first.setdefault(candidate.path, report) != report:
                    failures[candidate.path] = _failure(candidate, n)
    return list(failures.values())


def _exercises(candidates: Sequence[Candidate]) -> list[str]:
    return list(dict.fromkeys(candidate.exercise.id for candidate in candidates))


def _failure(candidate: Candidate, number: int) -> Failure:
    what = (
        f"graded again (time {number + 1}), {candidate.path} gets another report; a check rests "
        "on chance, on time or on what ran before it"
    )
    return Failure(candidate.exercise.id, "steady", candidate.exercise.checks_file, what)


def _varied(job: Job, number: int) -> Job:
    return msgspec.structs.replace(job, hash_seed=number, shuffle=number)


def _grade(jobs: Sequence[Job]) -> list[bytes]:
    """The reports of jobs of one exercise, without what may differ."""
    time.tzset() if hasattr(time, "tzset") else None
    with started(jobs[0]) as start:
        return [essence(grade(job, start=start)) for job in jobs]


def essence(report: ExerciseReport) -> bytes:
    """All of a report that must be the same each time."""
    return msgspec.json.encode(msgspec.structs.replace(report, duration=0.0))


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
