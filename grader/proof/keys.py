"""Whether the answer key gives the verdicts of the checks.

Each candidate is graded by both. A check must pass by the key exactly when it passes by the judge,
and earn the same; how it fails may differ, see `grader.keyed`.
"""

from collections.abc import Iterator, Sequence

import msgspec

from grader.judge import (
    Graded,
    Job,
    grade,
    grade_and_record,
    setup_of,
    started,
    without_running,
)
from grader.key import Key, make_key, pack, unpack
from grader.keyed import checks_by_key
from grader.launch import Launcher
from grader.proof.claims import Failure, Judged
from grader.recording import Recording
from grader.replay import Compared, grade_by_recording
from grader.report import CheckReport

SALT = b"only for a proof"


class Refusal(msgspec.Struct, frozen=True):
    """What became of a mutant."""

    check: str | None
    """The first check that refuses it."""
    accepted: tuple[str, ...] = ()
    """Checks that accept it, though it fails them by the key."""


def record(job: Job) -> Graded:
    """The report of a solution, and what a key is made from. Raises GraderError.

    The checks run twice: once to see which take equal numbers of any type.
    """
    with started(job) as start:
        graded = grade_and_record(job, start=start)
        again = grade(msgspec.structs.replace(job, retyped=True, smallest=False), start=start)
    blind = {check.id for check in again.checks if check.status == "passed"}
    recording = {
        check: tuple(msgspec.structs.replace(case, blind=check in blind) for case in cases)
        for check, cases in graded.recording.items()
    }
    return Graded(graded.report, recording)


def key_of(exercise: str, recording: Recording) -> Key:
    """A key for one exercise, as it is read from a file."""
    return unpack(pack(make_key("", "", 0, SALT, {exercise: recording})), "the key")


def grade_batch(
    jobs: Sequence[Job], recording: Recording
) -> list[tuple[Compared, tuple[CheckReport, ...]]]:
    """The reports of submissions of one exercise: the judge's, and what the key says.

    Loading an exercise's libraries takes longer than most checks; here it is done once.
    """
    key = key_of(jobs[0].exercise.id, recording)
    with started(jobs[0]) as start:
        return [
            (grade_by_recording(job, recording, start), by_key(job, key, recording, start))
            for job in jobs
        ]


def by_key(job: Job, key: Key, recording: Recording, start: Launcher) -> tuple[CheckReport, ...]:
    """What the key says of each check that it knows."""
    if found := without_running(job):
        return found
    setup = setup_of(job, start.place(job.submitted.files))
    found = tuple(checks_by_key(job.exercise, key, setup, start, tuple(recording)))
    return tuple(report for report in found if report.status != "not_run")


def key_failures(judged: Sequence[Judged]) -> Iterator[Failure]:
    """The checks for which key and judge don't say the same."""
    for one in judged:
        full = {check.id: check for check in one.compared.report.checks}
        for check in one.keyed:
            if verdict(check) != verdict(full[check.id]):
                what = (
                    f"{check.id} says {full[check.id].status}, and by the answer key "
                    f"{check.status}; it may ask only for what the task fixes"
                )
                exercise = one.candidate.exercise.id
                yield Failure(exercise, "key", one.candidate.path, what)


def verdict(check: CheckReport) -> tuple[bool, int]:
    """What key and judge must agree on."""
    return check.status == "passed", check.score


def refusals(jobs: Sequence[Job], recording: Recording) -> list[Refusal]:
    """What becomes of mutants of one exercise: by the key first, then by the checks that differ."""
    key = key_of(jobs[0].exercise.id, recording)
    with started(jobs[0]) as start:
        return [_refusal(job, key, recording, start) for job in jobs]


def _refusal(job: Job, key: Key, recording: Recording, start: Launcher) -> Refusal:
    different = [r for r in by_key(job, key, recording, start) if r.status != "passed"]
    hanging = [report.id for report in different if report.status == "timeout"]
    asked = [report.id for report in different if report.status != "timeout"]
    asked += hanging[:1]  # each takes seconds
    live = [check.id for check in job.exercise.checks if check.id not in recording]
    if not asked + live:
        return Refusal(None)
    only = msgspec.structs.replace(job, only=(*asked, *live), smallest=False)
    statuses = {report.id: report.status for report in grade(only, start=start).checks}
    refused = [name for name in (*asked, *live) if statuses[name] != "passed"]
    accepted = tuple(name for name in asked if statuses[name] == "passed")
    return Refusal(refused[0] if refused else None, accepted)
