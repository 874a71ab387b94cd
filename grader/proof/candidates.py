"""What is graded to prove an exercise: its solution, stub, variants, misconceptions, and more.

A variant or misconception is a module that replaces the exercise's one file, or a folder that is
laid over the solution's tree. Its docstring tells what it is; a misconception's ends with
`Refused by: test_a, test_b`.
"""

import ast
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from grader.course import Course, Exercise
from grader.judge import Job
from grader.proof.hollow import hollow_answers
from grader.run import Options
from grader.submission import Submitted, read_submitted

Kind = Literal["solution", "stub", "hollow", "variant", "misconception"]
REFUSED_BY = re.compile(r"^Refused by: (.+)$", re.MULTILINE)


class Candidate(msgspec.Struct, frozen=True):
    """Something that is graded as part of the proof."""

    kind: Kind
    exercise: Exercise
    path: str
    """The file or folder to open when the proof fails."""
    submitted: Submitted
    sentence: str = ""
    """What a misconception's docstring says to its author."""
    refused_by: tuple[str, ...] = ()
    """The checks that it names."""


def collect(exercise: Exercise, course: Course, solutions: Path) -> Iterator[Candidate]:
    """All that there is to grade for one exercise; the solution comes first."""
    solution = read_submitted(solutions, exercise)
    stub = read_submitted(Path(course.folder), exercise)
    yield Candidate("solution", exercise, str(solutions / exercise.id), solution)
    yield Candidate("stub", exercise, exercise.folder, stub)
    yield from _hollow(exercise)
    for path in _hidden("variants", exercise, course):
        yield Candidate(
            "variant", exercise, str(path), Submitted(overlay(solution.files, path, exercise))
        )
    for path in _hidden("misconceptions", exercise, course):
        files = overlay(solution.files, path, exercise)
        sentence, refused_by = read_docstring(path)
        yield Candidate(
            "misconception", exercise, str(path), Submitted(files), sentence, refused_by
        )


def _hidden(folder: str, exercise: Exercise, course: Course) -> list[Path]:
    found = (Path(course.hidden) / folder / exercise.id).glob("*")
    return sorted(path for path in found if path.name != "__pycache__")


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


def batches(candidates: Sequence[Candidate], most: int) -> Iterator[Sequence[Candidate]]:
    """Candidates of one exercise at a time, not too many for the work to be shared out."""
    for _, group in itertools.groupby(candidates, lambda one: one.exercise.id):
        together = list(group)
        for first in range(0, len(together), most):
            yield together[first : first + most]


def job_of(candidate: Candidate, options: Options) -> Job:
    """A job that runs even an untouched stub."""
    entry = msgspec.structs.replace(candidate.exercise.entry, stub="")
    exercise = msgspec.structs.replace(candidate.exercise, entry=entry)
    return Job(
        exercise,
        candidate.submitted,
        candidate.path,
        options.seed,
        options.portable,
        sandbox=options.sandbox,
        smallest=candidate.kind not in ("stub", "hollow"),
    )


def read_docstring(path: Path) -> tuple[str, tuple[str, ...]]:
    """A misconception's sentence, and the checks that it names; empty where it says nothing."""
    for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
        said = _docstring(file.read_text(encoding="utf-8", errors="replace"))
        if found := REFUSED_BY.search(said):
            names = tuple(name.strip() for name in found.group(1).split(","))
            return " ".join(said[: found.start()].split()), names
    return "", ()


def _docstring(source: str) -> str:
    """A module's docstring; of one that isn't Python, all that there is."""
    try:
        return ast.get_docstring(ast.parse(source)) or ""
    except (SyntaxError, ValueError):
        return source
