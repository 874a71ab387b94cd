"""Grading one exercise of one submission: a pure, picklable call.

    grade(Job(exercise, files, seed, …)) → ExerciseReport

The subject's process starts first, so that its libraries load while pytest and hypothesis do here.
In a student's repository an answer key takes the place of the checks (`grader.keyed`).
Whatever the submission does, every check of the exercise is in the report.
"""

import contextlib
import io
import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from grader import language, messages
from grader.course import Exercise, fingerprint
from grader.diagnosis import diagnose
from grader.errors import GraderError
from grader.examples import first_broken
from grader.key import read_key
from grader.keyed import checks_by_key
from grader.language import Language, _
from grader.launch import Launcher, launcher
from grader.numbers import retyped
from grader.nursery import Nursery
from grader.probe import Subject
from grader.published import KeyPlace
from grader.real_redis import own_part
from grader.recording import Case, Recording, recorded
from grader.report import CheckReport, CheckStatus, ExerciseReport, exercise_report, failing
from grader.sandbox import Mode
from grader.subject.loop import Setup
from grader.submission import Submitted
from grader.verdict import Ending, blank, check_report

Progress = Callable[[str, CheckStatus], None]
CONFIGURATION = str(Path(__file__).parent / "checks" / "pytest.ini")
SCRUBBED = ("PYTEST_ADDOPTS", "PYTEST_PLUGINS", "PYTEST_THEME", "HYPOTHESIS_PROFILE")


class Job(msgspec.Struct, frozen=True):
    """All that grading one exercise of one submission needs."""

    exercise: Exercise
    submitted: Submitted
    title: str
    seed: int = 0
    portable: bool = False
    """Use the portable launcher even where the system can fork."""
    hash_seed: int = 0
    """PYTHONHASHSEED of the subjects."""
    redis: str = ""
    """URL of a real Redis for exercises with a store; empty for fakeredis inside the subject."""
    only: tuple[str, ...] = ()
    """The checks to run, when not all; the others are reported as not run."""
    smallest: bool = True
    """Look for the smallest failing case; without, the verdicts come sooner."""
    sandbox: Mode = "auto"
    retyped: bool = False
    """Show the checks each number as an equal one of another type: do they notice?"""
    shuffle: int | None = None
    """Seed of the order in which the checks run, when not their own."""
    lang: Language = "en"
    """The language of the report."""


class Graded(msgspec.Struct, frozen=True):
    """A report, and what was asked and answered in the checks that passed."""

    report: ExerciseReport
    recording: Recording


def grade(
    job: Job, progress: Progress | None = None, start: Launcher | None = None
) -> ExerciseReport:
    """The report of one exercise. Raises GraderError when the grader itself fails.

    With `start`, the subjects come from that launcher, which stays open.
    """
    return _graded(job, progress, start, keep_cases=False).report


def grade_and_record(
    job: Job, progress: Progress | None = None, start: Launcher | None = None
) -> Graded:
    """As `grade`, and the transcript with it: only for answers that need no bounds."""
    return _graded(job, progress, start, keep_cases=True)


def _graded(
    job: Job, progress: Progress | None, start: Launcher | None, *, keep_cases: bool
) -> Graded:
    with language.speaking(job.lang):
        return _grade_and_record(job, progress, start, keep_cases)


def _grade_and_record(
    job: Job, progress: Progress | None, start: Launcher | None, keep_cases: bool
) -> Graded:
    began = time.monotonic()
    checks = without_running(job)
    recording: Recording = {}
    if not checks:
        with contextlib.nullcontext(start) if start else started(job) as launcher:
            if job.exercise.key:
                checks = _by_key(job, job.exercise.key, progress, launcher)
            else:
                checks, recording = _by_running(job, progress, launcher, keep_cases)
    seconds = round(time.monotonic() - began, 3)
    report = exercise_report(job.exercise.id, job.title, checks, seconds)
    return Graded(diagnose(report, job.exercise.diagnoses), recording)


def not_started(job: Job) -> bool:
    """Whether the files are the stub as the student got it."""
    return fingerprint(job.submitted.files) == job.exercise.entry.stub


def without_running(job: Job) -> tuple[CheckReport, ...]:
    """The verdicts where there is nothing to run; else none."""
    if not_started(job):
        return _all(job, "not_run", "")
    if job.submitted.refused:
        return _all(job, "error", _(messages.REFUSED_FILE).format(reason=job.submitted.refused[0]))
    if not job.submitted.files:
        file = f"{job.exercise.id}/{job.exercise.patterns[0]}"
        path = f"exercises/{job.exercise.id}"
        return _all(job, "error", _(messages.MISSING_FILE).format(file=file, path=path))
    return ()


def _all(job: Job, status: CheckStatus, message: str) -> tuple[CheckReport, ...]:
    return tuple(blank(info, status, message=message) for info in job.exercise.checks)


def _by_key(
    job: Job, place: KeyPlace, progress: Progress | None, start: Launcher
) -> tuple[CheckReport, ...]:
    key = read_key(place.path, place.course, place.version)
    setup = setup_of(job, start.place(job.submitted.files))
    reports = []
    for report in checks_by_key(job.exercise, key, setup, start, job.only):
        reports.append(report)
        if progress and report.status != "not_run":
            progress(report.id, report.status)
    return with_example(job.exercise, reports, setup, start)


def with_example(
    exercise: Exercise, reports: Sequence[CheckReport], setup: Setup, start: Launcher
) -> tuple[CheckReport, ...]:
    """The reports; the one to look at first tells of an example of the README that fails, too."""
    first = next((report for report in failing(reports) if report.status == "failed"), None)
    broken = first_broken(exercise, setup, start) if first else None
    if first is None or broken is None:
        return tuple(reports)
    told = _(messages.README_EXAMPLE).format(
        lines="\n".join(broken.lines), expected=broken.expected, got=broken.got
    )
    longer = msgspec.structs.replace(first, message=f"{first.message}\n{told}")
    return tuple(longer if report is first else report for report in reports)


def _by_running(
    job: Job, progress: Progress | None, start: Launcher, keep_cases: bool
) -> tuple[tuple[CheckReport, ...], Recording]:
    infos = {info.id: info for info in job.exercise.checks}
    wanted = set(job.only or infos)
    reports: dict[str, CheckReport] = {}
    recording: dict[str, tuple[Case, ...]] = {}
    unknown: set[str] = set()

    def done(name: str, ending: Ending) -> None:
        if name not in wanted:
            unknown.add(name)
            return
        reports[name] = check_report(infos[name], job.exercise, ending)
        if keep_cases and ending.kind == "passed" and not infos[name].live:
            recording[name] = recorded(subject.cases)
        if progress:
            progress(name, reports[name].status)

    folder = start.place(job.submitted.files)
    seen = retyped if job.retyped else None
    subject = Subject(setup_of(job, folder), start, seen, keep_cases=keep_cases)
    _run_pytest(job, subject, done)
    if unknown := unknown | (wanted - set(reports)):
        names = ", ".join(sorted(unknown))
        raise GraderError(f"{job.exercise.checks_file} was not run as it is written ({names}).")
    checks = tuple(reports.get(info.id) or blank(info, "not_run") for info in infos.values())
    return checks, recording


def setup_of(job: Job, folder: str) -> Setup:
    """What the subjects of a job are told; its files are in `folder`."""
    exercise = job.exercise
    return Setup(folder, exercise.module, importable(job.submitted.files), exercise.observers, ())


@contextlib.contextmanager
def started(job: Job, nursery: Nursery | None = None, *, spares: bool = True) -> Iterator[Launcher]:
    """A launcher of subjects, and the part of a real Redis that they may use."""
    with contextlib.ExitStack() as until_done:
        variables = until_done.enter_context(own_part(job.redis)) if job.redis else {}
        start = launcher(
            job.exercise.entry.libraries,
            portable=job.portable,
            hash_seed=job.hash_seed,
            variables=variables,
            sandbox=job.sandbox,
            nursery=nursery,
            spares=spares,
        )
        until_done.callback(start.close)
        yield start


def _run_pytest(job: Job, subject: Subject, done: Callable[[str, Ending], None]) -> None:
    """Run the checks in this process, silently, out of reach of anybody's configuration."""
    from grader.plugin import JudgePlugin, run_checks  # pytest and hypothesis: half a second

    plugin = JudgePlugin(subject, job.seed, done, smallest=job.smallest, shuffle=job.shuffle)
    said = io.StringIO()
    with _clean_environment(), contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = run_checks(plugin, job.exercise.checks_file, CONFIGURATION, job.only)
    if plugin.failure is not None:
        reason = str(plugin.failure) or type(plugin.failure).__name__
        raise GraderError(reason) from plugin.failure
    if code not in (0, 1):
        raise GraderError(
            f"The checks of {job.exercise.id} could not be run (pytest's exit code {code}): "
            f"{said.getvalue()[-2000:]}"
        )


def load_checks(job: Job, start: Launcher) -> None:
    """Load what grading this job will need, so that it begins at once; asks no subject."""
    if place := job.exercise.key:
        read_key(place.path, place.course, place.version)
        return
    from grader.plugin import JudgePlugin, run_checks

    plugin = JudgePlugin(Subject(setup_of(job, ""), start), job.seed, lambda name, ending: None)
    with _clean_environment(), contextlib.redirect_stdout(io.StringIO()):
        run_checks(plugin, job.exercise.checks_file, CONFIGURATION, collect_only=True)


@contextlib.contextmanager
def _clean_environment():  # type: ignore[no-untyped-def]
    """Take away what would steer pytest or hypothesis from outside."""
    taken = {name: os.environ.pop(name) for name in SCRUBBED if name in os.environ}
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    try:
        yield
    finally:
        del os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"]
        os.environ.update(taken)


def importable(files: dict[str, bytes]) -> tuple[str, ...]:
    """The top-level names that a folder with these files makes importable."""
    return tuple(sorted({Path(name).parts[0].removesuffix(".py") for name in files}))
