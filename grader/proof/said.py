"""What students are told, recorded to be read: the report of every misconception as text.

    <hidden>/said/<exercise>.txt

holds, for each misconception, what its author sees, and once more in full each check that is never
the first to fail. `grader verify --update` writes it anew; a change of a message is a change of
these files, and is reviewed as such. Texts of Python's own differ from version to version, so a
recording is compared under the version that it was made with.
"""

import io
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from rich.console import Console

from grader import messages
from grader.course import Course, Exercise
from grader.diagnosis import diagnose, unambiguous
from grader.proof import diagnoses
from grader.proof.claims import Failure, Judged, of_kind
from grader.report import CheckReport, CourseInfo, ExerciseReport, course_report, failing
from grader.reporters import text

FOLDER = "said"
PYTHON = f"Python {sys.version_info.major}.{sys.version_info.minor}"
WIDTH = 100
IN_A_LOOP = re.compile(rf"({re.escape(messages.NO_ANSWER['busy'])}\n +where +\S+, line )\d+")
UNFIT = {
    "a path of the grader's": re.compile(
        r"/grader/(?!observers\b)|grader\.(?!observers\b)\w+\.|/tmp/|\\Temp\\|"
        r"underglass-|site-packages|<frozen|<probe>|<observers>"
    ),
    "a traceback": re.compile(r'File "(?!exercises/)'),
    "a memory address": re.compile(r"\b0x[0-9a-f]{6,}"),
    "a name of ours": re.compile(r"NoValue|SubjectLost|StudentError|CannotLoad|\bfork.?server\b"),
}  # fmt: skip
"""What no student is to read."""


def said(exercise: Exercise, judged: Sequence[Judged]) -> str:
    """Everything that the authors of an exercise's misconceptions are told."""
    known = unambiguous(diagnoses.found(judged))
    ones = sorted(of_kind(judged, "misconception"), key=lambda one: one.candidate.path)
    reports = {
        Path(one.candidate.path).name: diagnose(_plain(one.compared.report, exercise), known)
        for one in ones
    }
    parts = [f"{PYTHON}\n"]
    parts += [f"==== {name}\n{as_text(report)}" for name, report in reports.items()]
    others = rest(list(reports.values()))
    parts += [f"==== {check.id}\n{in_full(own, check)}" for own, check in others]
    return steady("\n".join(parts))


def steady(said: str) -> str:
    """The same without the lines of loops: at which of its lines one is met, chance decides."""
    return IN_A_LOOP.sub(r"\1…", said)


def _plain(report: ExerciseReport, exercise: Exercise) -> ExerciseReport:
    title = exercise.entry.title.en
    return msgspec.structs.replace(report, diagnosis=None, title=title)


def as_text(report: ExerciseReport) -> str:
    """What `grader run` prints of one exercise."""
    screen = _screen()
    text.write(course_report(CourseInfo("", ""), 0, "", (report,)), screen)
    return _written(screen)


def in_full(report: ExerciseReport, check: CheckReport) -> str:
    """What `grader run --verbose` prints of one check."""
    screen = _screen()
    for line in text.in_full(report, check, WIDTH):
        screen.print(line, soft_wrap=True)
    return _written(screen)


def _screen() -> Console:
    return Console(file=io.StringIO(), width=WIDTH, highlight=False, markup=False)


def _written(screen: Console) -> str:
    assert isinstance(screen.file, io.StringIO)
    return "\n".join(line.rstrip() for line in screen.file.getvalue().splitlines()) + "\n"


def rest(reports: Sequence[ExerciseReport]) -> Iterator[tuple[ExerciseReport, CheckReport]]:
    """The checks that are nobody's first failure, each where it fails for the first time."""
    shown = {check.id for report in reports for check in failing(report.checks)[:1]}
    for report in reports:
        for check in failing(report.checks):
            if check.id not in shown:
                shown.add(check.id)
                yield report, check


def unfit(told: str) -> list[str]:
    """What of a text isn't fit for a student: which rule it breaks, and the line."""
    return [
        f"{rule} in the line “{line.strip()}”"
        for line in told.splitlines()
        for rule, pattern in UNFIT.items()
        if pattern.search(line)
    ]


def path_of(exercise: Exercise, hidden: str) -> Path:
    return Path(hidden) / FOLDER / f"{exercise.id}.txt"


def failures(exercise: Exercise, hidden: str, judged: Sequence[Judged]) -> Iterator[Failure]:
    """The recording is what is said now, and fit to be read."""
    path = path_of(exercise, hidden)
    now = said(exercise, judged)
    recorded = path.read_text(encoding="utf-8") if path.is_file() else ""
    if recorded != now and recorded.partition("\n")[0] in ("", PYTHON):
        what = "what students are told has changed; run `grader verify --update`, and read the diff"
        yield Failure(exercise.id, "messages", str(path), what)
    for reason in unfit(now):
        yield Failure(exercise.id, "messages", str(path), f"a student is shown {reason}")


def update(course: Course, exercises: Sequence[Exercise], judged: Sequence[Judged]) -> None:
    """Record what is said now."""
    for exercise in exercises:
        own = [one for one in judged if one.candidate.exercise.id == exercise.id]
        path = path_of(exercise, course.hidden)
        path.parent.mkdir(exist_ok=True)
        path.write_text(said(exercise, own), encoding="utf-8")
