"""The verdicts on one exercise of one submission, by the shortest way that gives the judge's own.

    1  every answer is the solution's                  passed                    grader.replay
    2  every answer is those of a known wrong one      its report                here
    3  else                                            the full judge

A judge is a function: what it asks next, and what it says in the end, follows from the answers so
far. So a submission that answers *all* that an earlier one was asked, the search for the smallest
case included, with the same bytes (values, output, exceptions, the student's lines) gets the same
report of that check. The same answers to the solution's probes alone would not do: the smallest
case is found by further ones.

What can't be compared is judged in full: live checks, checks in which a subject died, hung or
couldn't load the module, and conversations too long to keep.
"""

import secrets
import time
from collections.abc import Iterator, Mapping

import msgspec

from grader import language
from grader.cohort.known_wrong import KnownWrong, Wrong
from grader.cohort.wirelog import Conversation, Logging, Talk
from grader.diagnosis import diagnose
from grader.judge import Job, grade, setup_of, without_running
from grader.launch import Launcher
from grader.patience import Patience
from grader.probe import failed_to_load, send
from grader.recording import Recording
from grader.replay import Difference, differing
from grader.report import CheckReport, CheckStatus, ExerciseReport, exercise_report
from grader.subject.loop import Setup
from grader.verdict import blank
from grader.watch import Died, wait_for_answer


class How(msgspec.Struct, frozen=True):
    """By which way the checks of a submission got their verdicts."""

    replayed: int = 0
    reused: int = 0
    judged: int = 0

    def __add__(self, other: "How") -> "How":
        return How(
            self.replayed + other.replayed,
            self.reused + other.reused,
            self.judged + other.judged,
        )


def judged_in_full(job: Job, start: Launcher) -> tuple[ExerciseReport, How]:
    """The full judge alone. Raises GraderError."""
    report = grade(job, start=start)
    return report, How(judged=sum(check.status != "not_run" for check in report.checks))


def judged(
    job: Job, recording: Recording, start: Launcher, known: KnownWrong
) -> tuple[ExerciseReport, How]:
    """The report that the full judge would give, but for its duration. Raises GraderError."""
    with language.speaking(job.lang):
        return _judged(job, recording, start, known)


def _judged(
    job: Job, recording: Recording, start: Launcher, known: KnownWrong
) -> tuple[ExerciseReport, How]:
    if without_running(job):
        return grade(job, start=start), How()
    began = time.monotonic()
    setup = setup_of(job, start.place(job.submitted.files))
    differences = dict(differing(recording, setup, start))
    found = {
        info.id: blank(info, "passed", score=info.points)
        for info in job.exercise.checks
        if info.id in recording and info.id not in differences
    }
    replayed = len(found)
    found |= dict(_reused(differences, setup, start, known))
    reused = len(found) - replayed
    rest = {info.id for info in job.exercise.checks} - found.keys()
    if rest:
        found |= _in_full(job, rest, differences, start, known)
    checks = tuple(found[info.id] for info in job.exercise.checks)
    seconds = round(time.monotonic() - began, 3)
    report = exercise_report(job.exercise.id, job.title, checks, seconds)
    how = How(replayed, reused, len(rest))
    return diagnose(report, job.exercise.diagnoses), how


def _in_full(
    job: Job,
    rest: set[str],
    differences: Mapping[str, Difference],
    start: Launcher,
    known: KnownWrong,
) -> dict[str, CheckReport]:
    """Judge some checks, and learn what was said in those that failed."""
    overheard = Logging(start)
    said: dict[str, Conversation] = {}

    def done(check: str, status: CheckStatus) -> None:
        conversation = overheard.log.take()
        if conversation is not None and status != "passed":
            said[check] = conversation

    only = msgspec.structs.replace(job, only=tuple(sorted(rest)))
    report = grade(only, done, overheard)
    checks = {check.id: check for check in report.checks if check.id in rest}
    for check, conversation in said.items():
        if check in differences:
            known.learn(check, differences[check], Wrong(conversation, checks[check]))
    return checks


def _reused(
    differences: Mapping[str, Difference], setup: Setup, start: Launcher, known: KnownWrong
) -> Iterator[tuple[str, CheckReport]]:
    """The checks in which the submission says what an earlier one said, to the end."""
    for check, difference in differences.items():
        if isinstance(difference.answer, Died) or failed_to_load(difference.answer):
            continue
        for wrong in known.like(check, difference):
            if all(says_the_same(talk, setup, start) for talk in wrong.conversation):
                yield check, wrong.report
                break


def says_the_same(talk: Talk, setup: Setup, start: Launcher) -> bool:
    """Whether a new subject answers as an earlier one did, byte for byte."""
    overheard = Logging(start)
    process = overheard.start(setup._replace(without=talk.without))
    numbers = [secrets.randbits(53) for _ in talk.exchanges]  # that it can't answer ahead
    send(process, [e.request._replace(id=n) for e, n in zip(talk.exchanges, numbers, strict=True)])
    patience = Patience()
    for number, exchange in zip(numbers, talk.exchanges, strict=True):
        if isinstance(wait_for_answer(process, number, patience), Died):
            return False  # and is gone
        if overheard.log.last() != exchange.answer:
            process.leave()
            return False
    process.leave()
    return True
