"""Grading by comparison: what a solution was asked is asked of a submission, in one batch a check.

A subject serves many checks, as by an answer key (`grader.together`).

Where every answer is the solution's, the check passes (see `grader.recording`); the other checks
are run by the full judge. The verdicts are those that `grader.judge.grade` gives.
"""

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
    checks = tuple(found.get(info.id) or blank(info, "not_run") for info in infos)
    seconds = round(time.monotonic() - began, 3)
    report = exercise_report(job.exercise.id, job.title, checks, seconds)
    return Compared(diagnose(report, job.exercise.diagnoses), differences)


def differing(
    recording: Recording, setup: Setup, launcher: Launcher
) -> Iterator[tuple[str, Difference]]:
    """Each check that a submission answers otherwise, and where it does so first.

    A module that doesn't load isn't asked again: then every further check differs in the same way.
    """
    patience = Patience()
    unloaded: Difference | None = None
    batches = {
        check: requests_of(case.probes for case in cases)
        for check, cases in recording.items()
        if not any(case.without for case in cases)
    }
    shared = Together(setup, launcher, batches)
    for check, cases in recording.items():
        if unloaded is None and shared.answered(check, _agree(cases)):
            continue
        difference = unloaded or _first_difference(cases, setup, launcher, patience)
        if difference is not None:
            yield check, difference
            if setup.module and failed_to_load(difference.answer):
                unloaded = difference
    shared.leave()


def _agree(cases: Sequence[Case]) -> Callable[[Answers], bool]:
    """Whether all answers to a check's probes are the solution's."""
    probes = [probe for case in cases for probe in case.probes]

    def agree(answers: Answers) -> bool:
        return all(same(probe, answer) for probe, answer in zip(probes, answers, strict=True))

    return agree


def _first_difference(
    cases: Sequence[Case], setup: Setup, launcher: Launcher, patience: Patience
) -> Difference | None:
    """Ask a check's cases in batches: one for all that run in the same process."""
    numbered = list(enumerate(cases))
    while numbered:
        without = numbered[0][1].without
        together = 1
        while together < len(numbered) and numbered[together][1].without == without:
            together += 1
        batch, numbered = numbered[:together], numbered[together:]
        wanted = setup._replace(without=without)
        if difference := _compare(batch, wanted, launcher, patience):
            return difference
    return None


def _compare(
    cases: Sequence[tuple[int, Case]], setup: Setup, launcher: Launcher, patience: Patience
) -> Difference | None:
    asked = [(number, probe) for number, case in cases for probe in case.probes]
    process = launcher.start(setup)
    requests = requests_of(case.probes for _, case in cases)
    send(process, requests)
    found = None
    for request, (number, probe) in zip(requests, asked, strict=True):
        answer = answer_to(request, process, patience)
        if not same(probe, answer):
            found = Difference(number, probe, answer)
            break
    if found is None or isinstance(found.answer, Answer):  # else it is gone already
        process.leave()
    return found
