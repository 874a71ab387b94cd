"""`grader publish`: from a course to the repository that its students get.

    solutions ──judge──▶ recordings ──▶ answer key
    package ──stage──▶ a student's grader ──▶ wheel
    misconceptions ──by the key──▶ diagnoses, as a student's grader tells them apart
    stubs, READMEs, wheel, key, surroundings ──▶ folder (grader.delivery.repository)

Whatever is published was tried before: by the key, solutions pass every check, stubs pass none, and
each misconception is refused.
"""

import secrets
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path

import msgspec

from grader import run_by_key
from grader.course import Course, Exercise
from grader.delivery import repository, wheel
from grader.delivery.readme import readmes
from grader.delivery.stage import files_of, graded, stage
from grader.delivery.surroundings import surroundings
from grader.diagnosis import fingerprint, unambiguous, write_diagnoses
from grader.errors import CourseError
from grader.judge import Job, grade, started
from grader.key import SALT, make_key, pack
from grader.proof import keys
from grader.proof.candidates import Candidate, batches, collect, job_of
from grader.published import KEY, KeyPlace, course_version
from grader.recording import Recording
from grader.report import ExerciseReport
from grader.run import Options, pool

AT_ONCE = 12
"""Submissions of one exercise that share the loaded libraries."""
FAILS = (
    "The solution of {exercise} fails {check}, so nothing was published: "
    "`grader verify {exercise}` says more."
)
NOT_TOLD = (
    "By the answer key, {path} would be graded wrongly ({what}), so nothing was published: "
    "`grader verify {exercise}` says more."
)
GITATTRIBUTES = "* text=auto\n*.key binary\n*.whl binary\n"
GITIGNORE = """\
.venv/
__pycache__/
*.pyc
# The exact versions are in pyproject.toml.
uv.lock
"""
PROJECT = """\
# Written by `grader publish`: what `uv run grader` needs. Your work is in exercises/.
[project]
name = "{name}"
version = "0"
requires-python = "{python}"
dependencies = ["{grader}"]

[tool.uv]
package = false
compile-bytecode = true
# The versions that this course was proved with.
constraint-dependencies = [
{pins}]

[tool.uv.sources]
{grader} = {{ path = ".course/{wheel}" }}
"""


class Published(msgspec.Struct, frozen=True):
    """What was published."""

    folder: str
    exercises: int
    checks: int
    key: int
    """Bytes of the key."""
    seed: int
    live: tuple[str, ...]
    """Checks that only the instructor can grade: no key can stand for them."""
    written: repository.Written


def publish(
    course: Course,
    selected: Sequence[Exercise],
    solutions: Path,
    folder: Path,
    options: Options,
    salt: bytes | None = None,
) -> Published:
    """Write the student repository of the selected exercises. Raises GraderError."""
    repository.manifest_of(folder, course.name)  # refuses before the work begins
    salt = salt or secrets.token_bytes(SALT)
    with tempfile.TemporaryDirectory(prefix="underglass-publish-") as made:
        place = Path(made)
        staged = stage(course, selected, place / "package")
        with pool(options.jobs) as executor:
            recordings = record(selected, course, solutions, options, executor)
        version = course_version(staged)
        key = pack(make_key(course.name, version, options.seed, salt, recordings))
        keyed = _with_key(staged, key, place / "answers.key")
        with pool(options.jobs * run_by_key.AT_ONCE) as executor:
            found = diagnoses(course, selected, keyed, solutions, options, executor)
        write_diagnoses(place / "package" / "grader", found)
        built = wheel.build_wheel(place / "package", course.name, place / "built")
        files = {
            **_exercises(selected),
            **_texts(keyed, built.name),
            KEY: key,
            f".course/{built.name}": built.read_bytes(),
        }
    editable = frozenset(_editable(selected))
    written = repository.write(folder, course.name, files, editable)
    live = [f"{one.id} {check.id}" for one in selected for check in one.checks if check.live]
    checks = sum(map(len, recordings.values()))
    return Published(
        str(folder), len(selected), checks, len(key), options.seed, tuple(live), written
    )


def record(
    selected: Sequence[Exercise],
    course: Course,
    solutions: Path,
    options: Options,
    executor: Executor,
) -> Mapping[str, Recording]:
    """What the checks ask of each solution and what it answers.

    Raises CourseError where one fails.
    """
    jobs = [job_of(next(collect(one, course, solutions)), options) for one in selected]
    recordings = {}
    for exercise, done in zip(selected, executor.map(keys.record, jobs), strict=True):
        for check in done.report.checks:
            if check.status != "passed":
                raise CourseError(FAILS.format(exercise=exercise.id, check=check.id))
        recordings[exercise.id] = {check.id: done.recording[check.id] for check in graded(exercise)}
    return recordings


def _with_key(course: Course, key: bytes, path: Path) -> Course:
    """A staged course that is graded by this key."""
    path.write_bytes(key)
    place = KeyPlace(str(path), course.name, course_version(course))
    exercises = tuple(msgspec.structs.replace(one, key=place) for one in course.exercises)
    return msgspec.structs.replace(course, exercises=exercises)


def diagnoses(
    course: Course,
    selected: Sequence[Exercise],
    keyed: Course,
    solutions: Path,
    options: Options,
    executor: Executor,
) -> dict[str, dict[str, str]]:
    """What to say to whom, by how the misconceptions fail by the key. Raises CourseError."""
    candidates = [one for each in selected for one in collect(each, course, solutions)]
    longest_first = sorted(batches(candidates, AT_ONCE), key=_waits, reverse=True)
    jobs = [[job_of(_by_key(one, keyed), options) for one in batch] for batch in longest_first]
    found: dict[str, list[tuple[str | None, str]]] = {one.id: [] for one in selected}
    for batch, reports in zip(longest_first, executor.map(grade_all, jobs), strict=True):
        for candidate, report in zip(batch, reports, strict=True):
            exercise = candidate.exercise.id
            if what := wrongly(candidate, report):
                told = NOT_TOLD.format(path=candidate.path, what=what, exercise=exercise)
                raise CourseError(told)
            if candidate.kind == "misconception":
                found[exercise].append((fingerprint(report), candidate.sentence))
    return {exercise: unambiguous(pairs) for exercise, pairs in found.items()}


def _waits(batch: Sequence[Candidate]) -> bool:
    return batch[0].exercise.entry.waits


def _by_key(candidate: Candidate, keyed: Course) -> Candidate:
    return msgspec.structs.replace(candidate, exercise=keyed.find(candidate.exercise.id))


def grade_all(jobs: Sequence[Job]) -> list[ExerciseReport]:
    """The reports of submissions of one exercise."""
    with started(jobs[0]) as start:
        return [grade(job, start=start) for job in jobs]


def wrongly(candidate: Candidate, report: ExerciseReport) -> str:
    """What the key says wrongly of a candidate; empty where it is right."""
    passed = [check.id for check in report.checks if check.status == "passed"]
    failed = [check.id for check in report.checks if check.status != "passed"]
    if candidate.kind in ("solution", "variant"):
        return f"it fails {failed[0]}" if failed else ""
    if candidate.kind in ("stub", "hollow"):
        return f"it passes {passed[0]}" if passed else ""
    return "" if failed else "it passes every check"


def _exercises(selected: Sequence[Exercise]) -> dict[str, bytes]:
    """The stubs and READMEs. The course file, with its hints, is in the wheel."""
    files = {}
    for exercise in selected:
        for name in files_of(exercise):
            content = Path(exercise.folder, name).read_bytes()
            files[f"exercises/{exercise.id}/{name}"] = content
    return files


def _editable(selected: Iterable[Exercise]) -> Iterator[str]:
    """The files that become the student's own."""
    for exercise in selected:
        own = {
            path.relative_to(exercise.folder).as_posix()
            for pattern in exercise.patterns
            for path in Path(exercise.folder).glob(pattern)
        }
        yield from (f"exercises/{exercise.id}/{name}" for name in files_of(exercise) if name in own)


def _texts(course: Course, wheel_name: str) -> dict[str, bytes]:
    """All that is written as text: the project, READMEs, what classrooms and editors need."""
    project = PROJECT.format(
        name=f"{wheel.NAME}-course",
        python=wheel.python(),
        grader=wheel.NAME,
        pins="".join(f'  "{name}=={version}",\n' for name, version in wheel.pins().items()),
        wheel=wheel_name,
    )
    texts = {
        **surroundings(course),
        **readmes(course),
        "pyproject.toml": project,
        ".gitignore": GITIGNORE,
        ".gitattributes": GITATTRIBUTES,
    }
    return {path: text.encode() for path, text in texts.items()}
