"""The instructor's proof of a course, from candidates to rows of a table.

    solutions ──judge──▶ recordings        what the checks ask, and what a right answer is
    candidates ──replay──▶ reports         stubs, variants, misconceptions, … (grader.replay)
    candidates ──keyed───▶ reports         the same by an answer key (grader.keyed)
    reports ──claims──▶ failures, rows     what doesn't hold, and which file to open

All that grades runs in a pool; what is claimed of the reports are pure functions.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path

import msgspec

from grader.course import Course, Exercise, fingerprint
from grader.proof import claims, diagnoses, form, keys, said
from grader.proof.candidates import Candidate, batches, collect, job_of
from grader.proof.claims import Failure, Judged, of_kind
from grader.proof.copies import copy_failures
from grader.proof.mutants import MutantCount, Outcome, judge_mutants
from grader.proof.steadiness import steadiness_failures
from grader.recording import Recording
from grader.run import Options, pool
from grader.submission import read_submitted

MOST_IN_A_BATCH = 12


class Row(msgspec.Struct, frozen=True):
    """What was proved of one exercise."""

    exercise: str
    solution: str
    """Points of all points, as in `20/20`."""
    stub: str
    hollow: int
    variants: int
    misconceptions: int
    checks: int
    live: int
    """Checks whose answers can't be compared."""
    needed: int
    """Checks that are the only one to refuse some misconception."""
    telling: int
    """Further checks that are the only one of their task to refuse some misconception."""
    kept: int
    """Checks that are neither, each with its reason beside it."""
    diagnosed: int
    """Misconceptions whose sentence is shown to whoever fails like them."""
    misleading: int
    """Those that would get another's sentence if they weren't known themselves."""
    mutants: MutantCount | None = None
    """None where no mutants were asked for."""


class Proof(msgspec.Struct, frozen=True):
    rows: tuple[Row, ...]
    failures: tuple[Failure, ...]

    @property
    def holds(self) -> bool:
        return not self.failures


def verify(
    course: Course,
    exercises: Sequence[Exercise],
    solutions: Path,
    options: Options,
    *,
    mutants: bool = False,
    repeat: int = 0,
    update: bool = False,
) -> Proof:
    """Grade every candidate of the exercises, and hold the reports against the claims.

    With `mutants`, the solutions' mutants as well; with `repeat`, right answers and misconceptions
    again, that many times; with `update`, diagnoses and recorded messages are written anew.
    """
    candidates = [list(collect(exercise, course, solutions)) for exercise in exercises]
    with pool(options.jobs) as executor:
        solved = [own[0] for own in candidates]
        recordings = record(solved, options, executor)
        judged = judge(list(itertools.chain(*candidates)), recordings, options, executor)
        examples = [
            executor.submit(form.example_failures, exercise, solutions) for exercise in exercises
        ]
        if update:
            course, exercises = diagnoses.update(course, exercises, judged)
            said.update(course, exercises, judged)
        outcomes = judge_mutants(solved, recordings, course, options, executor) if mutants else {}
        failures = [f for exercise in exercises for f in _failures(exercise, course, judged)]
        failures += [
            f for exercise in exercises for f in form.failures(exercise, course, solutions)
        ]
        failures += [f for found in examples for f in found.result()]
        failures += [f for outcome in outcomes.values() for f in outcome.failures]
    failures += [f for own in candidates for f in copy_failures(own)]
    failures += diagnoses.misleading_failures(judged, course.hidden)
    failures += form.stray_failures(course, solutions)
    failures += steadiness_failures(steady_ones(candidates), options, repeat) if repeat else []
    rows = tuple(_row(exercise, judged, outcomes.get(exercise.id)) for exercise in exercises)
    return Proof(rows, tuple(failures))


def steady_ones(candidates: Sequence[Sequence[Candidate]]) -> list[Candidate]:
    """What is graded again and again: each exercise's solution, variants and misconceptions."""
    return [one for own in candidates for one in own if one.kind not in ("stub", "hollow")]


def record(
    solutions: Sequence[Candidate], options: Options, executor: Executor
) -> Mapping[str, Recording]:
    """What the checks ask of each exercise's solution, and what it answers."""
    jobs = [job_of(candidate, options) for candidate in solutions]
    graded = executor.map(keys.record, jobs)
    return {job.exercise.id: one.recording for job, one in zip(jobs, graded, strict=True)}


def judge(
    candidates: Sequence[Candidate],
    recordings: Mapping[str, Recording],
    options: Options,
    executor: Executor,
) -> list[Judged]:
    """Grade candidates, in batches of one exercise."""
    together = list(batches(candidates, MOST_IN_A_BATCH))
    known = [recordings[batch[0].exercise.id] for batch in together]
    jobs = [[job_of(one, options) for one in batch] for batch in together]
    graded = itertools.chain.from_iterable(executor.map(keys.grade_batch, jobs, known))
    return [Judged(c, *both) for c, both in zip(candidates, graded, strict=True)]


def _failures(exercise: Exercise, course: Course, judged: Sequence[Judged]) -> Iterator[Failure]:
    own = [one for one in judged if one.candidate.exercise.id == exercise.id]
    yield from stub_failures(exercise, Path(course.folder))
    yield from claims.verdict_failures(own)
    yield from claims.canonical_failures(own)
    yield from keys.key_failures(own)
    yield from claims.number_failures(exercise, course.hidden, own)
    yield from claims.needed_failures(exercise, own)
    yield from diagnoses.outdated_failures(exercise, course.hidden, own)
    yield from said.failures(exercise, course.hidden, own)


def stub_failures(exercise: Exercise, stubs: Path) -> Iterator[Failure]:
    """An untouched stub must be known by its fingerprint."""
    now = fingerprint(read_submitted(stubs, exercise).files)
    if now != exercise.entry.stub:
        what = f'the stub of {exercise.id} has changed; write stub = "{now}" there'
        yield Failure(exercise.id, "stub", str(stubs / "course.toml"), what)


def _row(exercise: Exercise, judged: Sequence[Judged], outcome: Outcome | None) -> Row:
    own = [one for one in judged if one.candidate.exercise.id == exercise.id]

    def score(kind: str) -> str:
        return claims.score([one.compared.report for one in of_kind(own, kind)])

    return Row(
        exercise=exercise.id,
        solution=score("solution"),
        stub=score("stub"),
        hollow=len(of_kind(own, "hollow")),
        variants=len(of_kind(own, "variant")),
        misconceptions=len(of_kind(own, "misconception")),
        checks=len(exercise.checks),
        live=sum(bool(check.live) for check in exercise.checks),
        needed=len(claims.needed(own)),
        telling=len(claims.telling(exercise, own) - claims.needed(own)),
        kept=sum(bool(check.kept) for check in exercise.checks),
        diagnosed=diagnoses.diagnosed(own),
        misleading=diagnoses.misleading(own),
        mutants=outcome.count if outcome else None,
    )
