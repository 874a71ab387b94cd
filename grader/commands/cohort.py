"""`grader cohort`: grade a folder of submissions."""

import argparse
import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.commands.arguments import add_grading
from grader.course import Course
from grader.errors import GraderError, UsageError

if TYPE_CHECKING:  # imported where they are used: `grader --help` is to answer at once
    from grader.cohort.engine import Summary
    from grader.cohort.store import Store

STOPPED = "stopped; what was graded is kept in {store}, and the same command goes on from there."
NO_PLACE = "There is no folder {folder} for the store; name another file by --store."
FAILED = (
    "The grader itself failed at {count:,} exercises; their rows say why, and the same command "
    "tries them again."
)
UNRECORDED = "the solution does not pass these checks with this seed: {checks}"
INSIDE = "{store} lies in the folder of submissions; name a --store that a student can't reach."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="holds the submissions")
    parser.add_argument(
        "--exercise",
        action="append",
        default=[],
        metavar="EXERCISE",
        help="only this exercise; can be given several times",
    )
    parser.add_argument(
        "--store",
        type=Path,
        metavar="FILE",
        help="where results are kept (default: DIR.cohort.sqlite, beside DIR)",
    )
    parser.add_argument(
        "--prefix",
        default="",
        metavar="TEXT",
        help="what each folder's name begins with before the student's",
    )
    parser.add_argument(
        "--scheduler", metavar="ADDRESS", help="grade on the workers of this Dask scheduler"
    )
    parser.add_argument(
        "--no-replay", action="store_true", help="judge everything in full, to compare"
    )
    add_grading(parser)
    parser.set_defaults(sandbox="required")
    if outputs := _outputs():
        outputs.add_arguments(parser)


def _outputs() -> Any:
    """What writes gradebooks."""
    if importlib.util.find_spec("grader.cohort.outputs") is None:
        return None
    return importlib.import_module("grader.cohort.outputs")


def carry_out(options: argparse.Namespace, course: Course) -> int:
    """Grade what is new, write what was asked for, and say by the exit code how it went."""
    from grader.cohort.store import Store

    outputs = _outputs()
    if outputs:
        outputs.prepare(options)
    with Store(store_of(options)) as store:
        summary = _graded(options, course, store)
        lines = outputs.write(options, store, course) if outputs else []
        print("\n".join([*told(summary, store.path), *lines]))
        if summary.failed:
            return 3
        return 0 if all_passed(store) else 1


def store_of(options: argparse.Namespace) -> Path:
    """Where the results are kept: beside the submissions, never inside. Raises UsageError."""
    folder = options.folder.resolve()
    store: Path = options.store or folder.parent / f"{folder.name}.cohort.sqlite"
    if store.resolve().is_relative_to(folder):
        raise UsageError(INSIDE.format(store=store))
    if not store.resolve().parent.is_dir():
        raise UsageError(NO_PLACE.format(folder=store.parent))
    return store


def _graded(options: argparse.Namespace, course: Course, store: "Store") -> "Summary":
    from grader.cohort.engine import grade_cohort
    from grader.cohort.executors import here, on_cluster
    from grader.cohort.kit import Settings
    from grader.cohort.progress import showing

    settings = Settings(
        options.seed, options.lang, options.portable, options.sandbox, not options.no_replay
    )
    workers = on_cluster(options.scheduler) if options.scheduler else here(options.jobs)
    exercises = course.select(options.exercise)
    with workers as at_work, showing() as watcher:
        try:
            return grade_cohort(
                course,
                exercises,
                options.folder,
                settings,
                store,
                at_work,
                prefix=options.prefix,
                watcher=watcher,
            )
        except KeyboardInterrupt:
            raise GraderError(STOPPED.format(store=store.path)) from None


def told(summary: "Summary", store: Path) -> list[str]:
    """What the run did, as lines."""
    rows = sum(summary.rows.values())
    outcomes = ", ".join(f"{count} {name}" for name, count in summary.rows.items())
    lines = [
        f"{rows:,} rows: {outcomes.replace('_', ' ')}",
        f"{summary.graded:,} exercises graded now ({summary.contents:,} different contents), "
        f"{summary.skipped:,} skipped, since they were graded before and nothing changed",
        f"checks: {summary.how.replayed:,} passed by replay, {summary.how.reused:,} known wrong "
        f"answers, {summary.how.judged:,} judged in full",
        f"results: {store}",
    ]
    if summary.failed:
        lines.append(FAILED.format(count=summary.failed))
    if summary.unrecorded:
        lines.append(UNRECORDED.format(checks=", ".join(summary.unrecorded)))
    return lines


def all_passed(store: "Store") -> bool:
    """Whether every row is graded and every exercise in it passed."""
    return all(
        row.outcome == "graded" and all(e.status == "passed" for e in row.exercises)
        for row in store.rows()
    )
