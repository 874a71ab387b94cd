"""The `grader` command: reads arguments, calls the rest, prints, and gives the exit code.

0 everything graded passed · 1 something did not · 2 the command was wrong · 3 the grader failed.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn, get_args

from grader import real_redis
from grader.course import Course, Exercise, Language, load_course, own_course
from grader.errors import GraderError, UsageError
from grader.report import Report
from grader.submission import exercises_of, read_submitted

COMMANDS = ("run", "next", "list", "show", "verify")
UNEXPECTED = (
    "The grader itself failed ({kind}: {text}). This is our mistake, not yours: please report it "
    "with the command you typed. GRADER_DEBUG=1 shows where."
)
NO_SANDBOX = (
    "This grader has no file-system and network sandbox on this machine yet, and --sandbox "
    "required asks for one; leave the option out to grade with a process and limits only."
)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and exit."""
    make_output_safe()
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = dispatch(given)
    except GraderError as reason:
        print(f"grader: {reason}", file=sys.stderr)
        code = reason.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except KeyboardInterrupt:
        print("grader: stopped.", file=sys.stderr)
        code = 3
    except Exception as reason:
        if os.environ.get("GRADER_DEBUG"):
            raise
        print(
            "grader: " + UNEXPECTED.format(kind=type(reason).__name__, text=reason), file=sys.stderr
        )
        code = 3
    sys.exit(code)


def make_output_safe() -> None:
    """Never fail on a character that the terminal can't show."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def dispatch(arguments: list[str]) -> int:
    """Carry out one command line; its exit code. Raises GraderError."""
    options = build_parser().parse_args(
        arguments if _names_command(arguments) else ["run", *arguments]
    )
    root = options.course
    course = load_course(root / "exercises", root / "grader") if root else own_course()
    return int(options.action(options, course))


def _names_command(arguments: list[str]) -> bool:
    return bool(arguments) and arguments[0] in (*COMMANDS, "-h", "--help", "--version")


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}. `grader --help` shows what can be asked.")


def build_parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="grader", description="Grade your exercises. Without a command: grader run."
    )
    parser.add_argument("--version", action="version", version="underglass 0.1.0")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    run = commands.add_parser("run", help="grade exercises; all of them when none is named")
    run.add_argument("exercise", nargs="*", metavar="EXERCISE")
    where = run.add_mutually_exclusive_group()
    where.add_argument(
        "--submission",
        type=Path,
        default=Path("."),
        metavar="DIR",
        help="the folder that holds the exercises/ to grade (default: here)",
    )
    where.add_argument("--against", choices=["solutions"], help="grade the reference solutions")
    run.add_argument("--format", choices=["text", "json"], default="text")
    run.add_argument("--output", type=Path, metavar="FILE", help="write the report there")
    run.add_argument("--sandbox", choices=["auto", "required", "off"], default="auto")
    run.add_argument(
        "--redis",
        default="",
        metavar="URL",
        help="use this Redis for sessions (default: none is needed)",
    )
    run.add_argument("--verbose", action="store_true", help="show every failing check in full")
    _add_grading_options(run)
    run.set_defaults(action=run_command)

    following = commands.add_parser("next", help="say what to do now")
    following.add_argument("--submission", type=Path, default=Path("."), metavar="DIR")
    _add_grading_options(following)
    following.set_defaults(action=next_command)

    listing = commands.add_parser("list", help="show the exercises of the course")
    listing.set_defaults(action=list_command)

    show = commands.add_parser("show", help="show an exercise's README")
    show.add_argument("exercise", metavar="EXERCISE")
    show.set_defaults(action=show_command)

    verify = commands.add_parser("verify", help="prove the course's own checks (instructors)")
    verify.add_argument("exercise", nargs="*", metavar="EXERCISE")
    verify.add_argument("--format", choices=["text", "json"], default="text")
    verify.add_argument(
        "--mutants", action="store_true", help="also change each solution a little, many times"
    )
    verify.add_argument(
        "--update", action="store_true", help="write the diagnoses of misconceptions anew"
    )
    verify.add_argument(
        "--repeat",
        type=_positive,
        default=0,
        metavar="N",
        help="also grade N times, with busy cores and other surroundings, and compare the reports",
    )
    _add_grading_options(verify)
    verify.set_defaults(action=verify_command)

    for command in (run, following, listing, show, verify):
        command.add_argument("--lang", choices=get_args(Language), default="en")
        command.add_argument("--course", type=Path, help=argparse.SUPPRESS)
    return parser


def _add_grading_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--seed", type=int, default=0, metavar="N", help="what hypothesis draws from (default: 0)"
    )
    parser.add_argument(
        "--jobs",
        type=_positive,
        default=os.cpu_count() or 1,
        metavar="N",
        help="exercises graded at once (default: one for each core)",
    )
    parser.add_argument("--portable", action="store_true", help=argparse.SUPPRESS)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is no number from 1")
    return int(text)


def run_command(options: argparse.Namespace, course: Course) -> int:
    """Grade, print the report, and say by the exit code whether all passed."""
    from grader.screen import write_report

    if options.sandbox == "required":
        raise GraderError(NO_SANDBOX)
    if options.redis:
        real_redis.require(options.redis)
    against = options.against
    folder = solutions_folder(course) if against else exercises_of(options.submission)
    report = _graded(options, course, folder, course.select(options.exercise))
    write_report(report, options.format, options.output, verbose=options.verbose)
    return 0 if report.exercises and all(e.status == "passed" for e in report.exercises) else 1


def _graded(
    options: argparse.Namespace, course: Course, folder: Path, selected: Sequence[Exercise]
) -> Report:
    from grader.progress import showing_progress
    from grader.run import Options, run

    work = [(exercise, read_submitted(folder, exercise)) for exercise in selected]
    settings = Options(
        options.seed, options.jobs, options.lang, options.portable, getattr(options, "redis", "")
    )
    with showing_progress(len(work)) as progress:
        return run(course, work, settings, progress)


def next_command(options: argparse.Namespace, course: Course) -> int:
    """Grade what was begun, and say what to do now."""
    from grader.route import directions
    from grader.screen import own_command

    folder = exercises_of(options.submission)
    report = _graded(options, course, folder, course.exercises)
    print(directions(course, report, own_command()))
    return 0


def solutions_folder(course: Course) -> Path:
    """The reference solutions: beside the course in a checkout, or installed."""
    beside = Path(course.folder).parent / "solutions"
    if beside.is_dir():
        return beside
    try:
        import underglass_solutions  # type: ignore[import-untyped]
    except ImportError:
        raise UsageError(
            "The reference solutions are not here: they come in the distribution "
            "underglass-solutions, for instructors."
        ) from None
    return Path(underglass_solutions.__path__[0])


def list_command(options: argparse.Namespace, course: Course) -> int:
    from grader.screen import write_list

    write_list(course, options.lang)
    return 0


def show_command(options: argparse.Namespace, course: Course) -> int:
    from grader.screen import write_readme

    write_readme(course.find(options.exercise).readme(options.lang))
    return 0


def verify_command(options: argparse.Namespace, course: Course) -> int:
    from grader.proof.verify import verify
    from grader.run import Options
    from grader.screen import write_proof

    settings = Options(options.seed, options.jobs, options.lang, options.portable)
    selected = course.select(options.exercise)
    proof = verify(
        course,
        selected,
        solutions_folder(course),
        settings,
        mutants=options.mutants,
        repeat=options.repeat,
        update=options.update,
    )
    write_proof(proof, options.format)
    return 0 if proof.holds else 1
