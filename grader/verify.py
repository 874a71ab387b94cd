"""The instructor's proof, for each exercise:

- the solution and every variant (another right solution) pass every check;
- the stub fails every check, and so do hollow answers: its names with nothing behind them;
- every misconception (a typical wrong solution) is refused, by the checks that its docstring names.

A variant or misconception is a module that replaces the exercise's one file, or a folder that is
laid over the solution's tree. A misconception's docstring ends with `Refused by: test_a, test_b`.
"""

import ast
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from grader.course import Course, Exercise, fingerprint
from grader.hollow import hollow_answers
from grader.judge import Job
from grader.report import ExerciseReport
from grader.run import Options, grade_batches
from grader.submission import Submitted, read_submitted

Kind = Literal["solution", "stub", "hollow", "variant", "misconception"]
MOST_IN_A_BATCH = 12
REFUSED_BY = re.compile(r"^Refused by: (.+)$", re.MULTILINE)


class Candidate(msgspec.Struct, frozen=True):
    """Something that is graded as part of the proof."""

    kind: Kind
    exercise: Exercise
    path: str
    """The file or folder to open when the proof fails."""
    submitted: Submitted


class Row(msgspec.Struct, frozen=True):
    """What holds for one exercise."""

    exercise: str
    solution: str
    stub: str
    hollow: int
    variants: int
    misconceptions: int


class Proof(msgspec.Struct, frozen=True):
    rows: tuple[Row, ...]
    failures: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return not self.failures


def verify(
    course: Course, exercises: Sequence[Exercise], solutions: Path, options: Options
) -> Proof:
    """Grade every candidate of the exercises, and hold the reports against the claims."""
    candidates = [c for exercise in exercises for c in collect(exercise, course, solutions)]
    reports = grade_batches(list(batches(candidates, options)), options.jobs)
    judged = list(zip(candidates, reports, strict=True))
    failures = [f for exercise in exercises for f in stub_failures(exercise, Path(course.folder))]
    failures += [f for candidate, report in judged for f in candidate_failures(candidate, report)]
    rows = tuple(_row(exercise, judged) for exercise in exercises)
    return Proof(rows, tuple(failures))


def collect(exercise: Exercise, course: Course, solutions: Path) -> Iterator[Candidate]:
    """All that there is to grade for one exercise."""
    solution = read_submitted(solutions, exercise)
    yield Candidate("solution", exercise, str(solutions / exercise.id), solution)
    yield Candidate(
        "stub", exercise, exercise.folder, read_submitted(Path(course.folder), exercise)
    )
    yield from _hollow(exercise)
    kinds: tuple[tuple[Kind, str], ...] = (
        ("variant", "variants"),
        ("misconception", "misconceptions"),
    )
    for kind, folder in kinds:
        for path in sorted((Path(course.hidden) / folder / exercise.id).glob("*")):
            if path.name != "__pycache__":
                files = overlay(solution.files, path, exercise)
                yield Candidate(kind, exercise, str(path), Submitted(files))


def _hollow(exercise: Exercise) -> Iterator[Candidate]:
    """Answers without any work; a tree of files has none."""
    if exercise.module is None:
        return
    stub = Path(exercise.folder, exercise.patterns[0]).read_text(encoding="utf-8")
    for what, source in hollow_answers(stub).items():
        submitted = Submitted({exercise.patterns[0]: source.encode()})
        yield Candidate("hollow", exercise, f"{exercise.checks_file}: {what}", submitted)


def overlay(solution: Mapping[str, bytes], path: Path, exercise: Exercise) -> dict[str, bytes]:
    """The files of a variant or misconception."""
    if path.is_file():
        return {exercise.patterns[0]: path.read_bytes()}
    changed = {file.relative_to(path).as_posix(): file.read_bytes() for file in path.rglob("*.py")}
    return {**solution, **changed}


def batches(candidates: Sequence[Candidate], options: Options) -> Iterator[list[Job]]:
    """Jobs of one exercise at a time, not too many for the work to be shared out."""
    for _, group in itertools.groupby(candidates, lambda candidate: candidate.exercise.id):
        jobs = [_job(candidate, options) for candidate in group]
        for first in range(0, len(jobs), MOST_IN_A_BATCH):
            yield jobs[first : first + MOST_IN_A_BATCH]


def _job(candidate: Candidate, options: Options) -> Job:
    """A job that runs even an untouched stub, and of a misconception's checks those it names."""
    entry = msgspec.structs.replace(candidate.exercise.entry, stub="")
    exercise = msgspec.structs.replace(candidate.exercise, entry=entry)
    known = {check.id for check in exercise.checks}
    return Job(
        exercise,
        candidate.submitted,
        candidate.path,
        options.seed,
        options.portable,
        only=tuple(sorted(refusing_checks(candidate) & known)),
    )


def stub_failures(exercise: Exercise, stubs: Path) -> Iterator[str]:
    """An untouched stub must be known by its fingerprint."""
    now = fingerprint(read_submitted(stubs, exercise).files)
    if now != exercise.entry.stub:
        yield (
            f"{stubs / 'course.toml'}: the stub of {exercise.id} has changed; "
            f'write stub = "{now}" there'
        )


def candidate_failures(candidate: Candidate, report: ExerciseReport) -> Iterator[str]:
    """What does not hold for one candidate, each with the file to open."""
    passed = [check.id for check in report.checks if check.status == "passed"]
    failed = [check for check in report.checks if check.status not in ("passed", "not_run")]
    if candidate.kind in ("solution", "variant"):
        for check in failed:
            yield f"{candidate.path}: a right {candidate.kind} fails {check.id}: {check.message}"
    elif candidate.kind == "stub":
        for name in passed:
            yield f"{candidate.path}: the stub passes {name}"
    elif candidate.kind == "hollow":
        for name in passed:
            yield f"{candidate.path} passes {name}; let it ask for something that works, too"
    else:
        yield from _unmet(candidate, {check.id for check in failed})


def _unmet(candidate: Candidate, failed: set[str]) -> Iterator[str]:
    """What does not hold for a misconception; those that name checks were held against these."""
    named = refusing_checks(candidate)
    if not named and not failed:
        yield f"{candidate.path}: the misconception passes every check"
    elif not named:
        yield (
            f"{candidate.path}: its docstring names no check; it is refused by: add the line "
            f"“Refused by: {', '.join(sorted(failed))}”"
        )
    for name in sorted(named - failed):
        yield f"{candidate.path}: it was to be refused by {name}, which it passes"


def refusing_checks(candidate: Candidate) -> set[str]:
    """The checks that a misconception's docstring names; none for other candidates."""
    if candidate.kind != "misconception":
        return set()
    path = Path(candidate.path)
    files = [path] if path.is_file() else sorted(path.rglob("*.py"))
    for file in files:
        try:
            docstring = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
        except (SyntaxError, ValueError):
            docstring = file.read_text(encoding="utf-8", errors="replace")
        if found := REFUSED_BY.search(docstring or ""):
            return {name.strip() for name in found.group(1).split(",")}
    return set()


def _row(exercise: Exercise, judged: Sequence[tuple[Candidate, ExerciseReport]]) -> Row:
    def count(kind: Kind) -> int:
        return sum(c.kind == kind and c.exercise.id == exercise.id for c, _ in judged)

    def score(kind: Kind) -> str:
        return next(
            f"{r.score}/{r.max_score}"
            for c, r in judged
            if c.kind == kind and c.exercise.id == exercise.id
        )

    return Row(
        exercise.id,
        score("solution"),
        score("stub"),
        count("hollow"),
        count("variant"),
        count("misconception"),
    )
