"""Grading by comparison: what a solution was asked is asked of a submission, in one batch a check.

A subject serves many checks, as by an answer key (`grader.together`).

Where every answer is the solution's, the check passes (see `grader.recording`); the other checks
are run by the full judge. The verdicts are those that `grader.judge.grade` gives.
"""

import itertools
import time
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from grader import language
from grader.diagnosis import diagnose
from grader.judge import Job, grade, setup_of, without_running
from grader.launch import Launcher
from grader.patience import Patience
from grader.probe import answer_to, failed_to_load, send
from grader.recording import Case, Probe, Recording, same
from grader.report import ExerciseReport, exercise_report
from grader.subject.loop import Setup
from grader.together import Answers, Together, requests_of
from grader.verdict import blank
from grader.watch import Died
from grader.wire import Answer


class Difference(msgspec.Struct, frozen=True):
    """The first probe that was answered otherwise."""

    case: int
    probe: Probe
    answer: Answer | Died


Numbered = tuple[int, Case]
"""A case, and its place in its check."""


class Compared(msgspec.Struct, frozen=True):
    """A report, and the checks in which something was answered otherwise than by the solution."""

    report: ExerciseReport
    differences: Mapping[str, Difference]


def grade_by_recording(job: Job, recording: Recording, start: Launcher) -> Compared:
    """The report of one submission; its subjects come from `start`. Raises GraderError."""
    with language.speaking(job.lang):
        return _grade_by_recording(job, recording, start)


def _grade_by_recording(job: Job, recording: Recording, start: Launcher) -> Compared:
    if without_running(job):
        return Compared(grade(job, start=start), {})
    began = time.monotonic()
    infos = job.exercise.checks
    wanted = set(job.only or [info.id for info in infos])
    asked = {name: cases for name, cases in recording.items() if name in wanted}
    setup = setup_of(job, start.place(job.submitted.files))
    differences = dict(differing(asked, setup, start))
    alike = asked.keys() - differences.keys()
    found = {
        info.id: blank(info, "passed", score=info.points) for info in infos if info.id in alike
    }
    if rest := wanted - alike:
        judged = grade(msgspec.structs.replace(job, only=tuple(sorted(rest))), start=start)
        found |= {check.id: check for check in judged.checks if check.id in rest}
        passed = {check for check in rest if found[check].status == "passed"}
        again = {check: asked[check] for check in asked if check in passed}
        differences = _asked_alone(differences, again, setup, start)
    checks = tuple(found.get(info.id) or blank(info, "not_run") for info in infos)
    seconds = round(time.monotonic() - began, 3)
    report = exercise_report(job.exercise.id, job.title, checks, seconds)
    return Compared(diagnose(report, job.exercise.diagnoses), differences)


def _asked_alone(
    differences: Mapping[str, Difference], again: Recording, setup: Setup, start: Launcher
) -> dict[str, Difference]:
    """The differences, but for those that are none when a check is asked again and alone."""
    patience = Patience()
    alone = {
        check: _first_difference(cases, setup, start, patience) for check, cases in again.items()
    }
    kept = {check: alone.get(check, difference) for check, difference in differences.items()}
    return {check: difference for check, difference in kept.items() if difference}


def differing(
    recording: Recording, setup: Setup, launcher: Launcher
) -> Iterator[tuple[str, Difference]]:
    """Each check that a submission answers otherwise, and where it does so first.

    A check may be among them that is answered otherwise only after others; every check that isn't
    among them is answered as by the solution. A module that doesn't load isn't asked again: then
    every further check differs in the same way.
    """
    batches = {
        check: requests_of(case.probes for case in cases)
        for check, cases in recording.items()
        if not any(case.without for case in cases)
    }
    shared = Together(setup, launcher, batches)
    unloaded: Difference | None = None
    for check in batches:
        first = _first_of(list(enumerate(recording[check])))
        if difference := unloaded or shared.difference(check, first):
            yield check, difference
            if setup.module and failed_to_load(difference.answer):
                unloaded = difference
    shared.leave()  # before there are others: it may have filled the disk
    patience = Patience()
    for check in [check for check in recording if check not in batches]:
        difference = unloaded or _first_difference(recording[check], setup, launcher, patience)
        if difference is not None:
            yield check, difference


def _first_of(cases: Sequence[Numbered]) -> Callable[[Answers], Difference | None]:
    """Finds the first probe of these cases that isn't answered as by the solution."""
    asked = [(number, probe) for number, case in cases for probe in case.probes]

    def first(answers: Answers) -> Difference | None:
        for (number, probe), answer in zip(asked, answers, strict=True):
            if not same(probe, answer):
                return Difference(number, probe, answer)
        return None

    return first


def _first_difference(
    cases: Sequence[Case], setup: Setup, launcher: Launcher, patience: Patience
) -> Difference | None:
    """Ask a check's cases in batches: one for all that miss the same modules."""
    for without, batch in itertools.groupby(enumerate(cases), lambda one: one[1].without):
        wanted = setup._replace(without=without)
        if difference := _compare(list(batch), wanted, launcher, patience):
            return difference
    return None


def _compare(
    cases: Sequence[Numbered], setup: Setup, launcher: Launcher, patience: Patience
) -> Difference | None:
    process = launcher.start(setup)
    requests = requests_of(case.probes for _, case in cases)
    send(process, requests)
    found = _first_of(cases)(answer_to(request, process, patience) for request in requests)
    if found is None or isinstance(found.answer, Answer):  # else it is gone already
        process.leave()
    return found
